### Spoken orders: on every page

orders-told-write-down = { $who } listened and wrote down what you said.
orders-refused-not-written = Nobody has written down yet what was said. Please listen and write it down first, then ask somebody to help.
orders-refused-not-spoken = There is nothing here that was spoken and written down.
orders-refused-words-done = This is said to be done, so its words stay. If it is not right, press “Not solved” and write what you meant.
orders-refused-words-elsewhere = This goes on under another number. Please leave the community a message with what you meant.

orders-fields-voice = Recording of a spoken request
orders-fields-voice-language = In which language it was spoken
orders-fields-voice-wish = Wish that the recording goes at once
orders-fields-retention-voice = 30 days after the matter is closed, or as soon as it is written down if you wish

orders-voice-title = Speak instead of writing
orders-voice-lead =
    { $minutes ->
        [one] Just say what you need, up to { $minutes } minute. A person of the community listens and writes it down; no machine does.
       *[other] Just say what you need, up to { $minutes } minutes. A person of the community listens and writes it down; no machine does.
    }
orders-voice-start = Start speaking
orders-voice-stop = Done
orders-voice-again = Speak again
orders-voice-retry = Send again
orders-voice-bar = Time used
orders-voice-listening = We are listening. Say what is wrong, and where.
orders-voice-sending = The recording is on its way…
orders-voice-arrived = The recording has arrived. You can listen to it, or speak again.
orders-voice-failed = The recording could not be sent yet. It stays on this device; you can send it again.
orders-voice-earlier = There is a recording on this device that was not handed in. Is it yours?
orders-voice-use = It is mine, use it
orders-voice-throw = No, delete it
orders-voice-wait = That was many recordings in a short time. Please wait a minute and send it again.
orders-voice-denied = The browser does not let this page use the microphone. Allow the microphone in its settings, choose a recording below, or write.
orders-voice-none = No microphone was found here. You can choose a recording below, or write.
orders-voice-more = Have a recording already?
orders-voice-file = Choose a recording
orders-voice-file-hint =
    { $size ->
        [one] Up to { $size } MB. Your phone may open its own recorder.
       *[other] Up to { $size } MB. Your phone may open its own recorder.
    }
orders-voice-kept = A recording is here.
orders-voice-drop = Take the recording out
orders-voice-length = { $time } long
orders-voice-length-unknown = Length not known
orders-voice-forget = Delete the recording as soon as it is written down
orders-voice-forget-hint = Else it is deleted 30 days after the matter is closed. Only you and the office can listen; helpers read the words.

orders-voice-untitled = Spoken request, being written down
orders-voice-spoken = Spoken request
orders-voice-box = To listen to
orders-voice-tool = Listen
orders-voice-first = First listen and write down what was said; then somebody can be asked.
orders-voice-waiting = Nobody has written down yet what was said.
orders-voice-beside = The resident wrote and spoke. Add to the words what was only said.
orders-voice-written = What was said is written down.
orders-voice-disputed = The resident says that this is not what was meant. Please read the message and write it down anew.
orders-voice-listen = Listen
orders-voice-listen-lead = Your listening is noted once, and the resident can see it.
orders-voice-noted = This listening is noted. The recording stays open for an hour.
orders-voice-download = Save the file to play it elsewhere
orders-voice-office-only = Only workers at the desk listen.
orders-voice-gone = The recording has been deleted.
orders-voice-back = Back 5 seconds
orders-voice-slow = Slower
orders-voice-keys = While writing: F8 plays and stops, F9 goes back 5 seconds.
orders-voice-what-said = What was said
orders-voice-what-said-hint = As it was said, without names, phones or doors of others. Helpers read this.
orders-voice-language = It was spoken in
orders-voice-language-missing = Please choose the language that was spoken.
orders-voice-goes = The resident wishes that the recording is deleted as soon as this is saved.
orders-voice-write-down = Save the words
orders-voice-written-now = It is written down.

orders-voice-yours = What you said
orders-voice-yours-waiting = Somebody of the community will listen and write it down.
orders-voice-yours-written = Written down from your recording by the community.
orders-voice-yours-goes = The recording is deleted as soon as it is written down, as you wished.
orders-voice-yours-stays = The recording is deleted 30 days after the matter is closed. Helpers cannot listen to it.
orders-voice-not-meant = That is not what I meant
orders-voice-meant = What you meant
orders-voice-meant-send = Send to the community
orders-voice-not-meant-said = Thank you. The community will listen again.
orders-voice-not-meant-done = Not done right because the words were wrong? Write what you meant under
orders-voice-not-meant-elsewhere = Are the words wrong? Please leave the community a message below.
orders-voice-words-before = The words before: { $text }
orders-voice-message-not-meant = This is not what I meant: { $text }
