# What is told about points: what happened, never how many or what for.
points-notice-ending = Some of your points end soon. Please see on which day; there is time to spend them.
points-notice-correction-asked = Someone asks to correct your points or service time. It is not decided; you can say what you think first.
points-notice-corrected = Your points or service time were corrected. Why is written inside. If it is wrong you can appeal; until when is written too.
points-notice-not-corrected = A correction that was asked for was not made. Your account is unchanged.
points-notice-upheld = Your appeal was right: the correction of your points is taken back.
points-notice-dismissed = Your appeal about points was not granted; it says why.
points-notice-praise-asked = Someone would like to praise you. Please see whether you want it; a no is fine.
points-notice-praise-granted = The praise for you is decided. Thank you.
points-notice-praise-refused = The praise for you was not granted; it says why.
