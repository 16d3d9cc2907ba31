# What is told about points: what happened, never how many or what for.
points-notice-ending = 您有一些积分快到期了，请看是哪一天，来得及换东西。
points-notice-correction-asked = 有人提出更正您的积分或服务时长，还没定。您可以先说看法。
points-notice-corrected = 您的积分或服务时长更正了一处，为什么写在里面。觉得不对，可以申诉，到哪天也写着。
points-notice-not-corrected = 有人提出的更正没有做，您的账目没有变。
points-notice-upheld = 您对积分改动的申诉通过了，改动已经取消。
points-notice-dismissed = 您对积分改动的申诉没有通过，为什么写在里面。
points-notice-praise-asked = 有人想表扬您，请您看看愿不愿意。不愿意也没关系。
points-notice-praise-granted = 给您的表扬定下来了，谢谢您。
points-notice-praise-refused = 给您的表扬没有通过，为什么写在里面。
