# News on the screen of a phone or computer, by the browser's push service.
push-way = 手机提示
push-title = 在这台手机上提示
push-lead = 有新消息时，屏幕上亮一行：几号事有新消息。没有内容，没有姓名。退出登录就不再提示。
push-allow = 在这台手机上提示我
push-allowed = 好了。有新消息，这台手机会提示您。
push-forget = 不再提示
push-forgotten = 已经取消，这台手机不再提示。
push-since = { $time } 起提示
push-denied = 您的浏览器不让本站提示。想要的话，请在浏览器的设置里找到“通知”，允许本站，再回到这里。不要也没关系，消息都在“消息”里。
push-failed = 这台手机现在开不了提示。消息都在“消息”里，也可以收短信。
push-unknown-service = 本社区没有接通这种浏览器的提示。消息都在“消息”里，也可以收短信。
push-cannot = 这个浏览器不能提示，或者关掉了脚本。消息都在“消息”里，也可以收短信。
push-shared = 这台电脑大家都用，不在这里提示。
push-news = { $number } 号有新消息。
push-news-plain = 有新消息。
push-fields-device = 在您要的手机上提示您
push-fields-kept = 取消、退出登录、销户时删除，30 天送不到也删除
