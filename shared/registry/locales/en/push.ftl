# News on the screen of a phone or computer, by the browser's push service.
push-way = On the screen
push-title = Tell me on this phone
push-lead = When there is news, a line shows on the screen: there is news about number so-and-so. No content, no names. It ends when you sign out.
push-allow = Tell me on this phone
push-allowed = Done. This phone will tell you when there is news.
push-forget = No more here
push-forgotten = Taken back. Nothing shows there any more.
push-since = since { $time }
push-denied = Your browser does not let this site show anything. If you want it, look for "notifications" in the browser's settings, allow this site, and come back. It is fine without: all news stand under "News".
push-failed = This phone cannot do that now. All news stand under "News", and you can have text messages.
push-unknown-service = The community is not connected to this browser's service. All news stand under "News", and you can have text messages.
push-cannot = This browser cannot do that, or scripts are off. All news stand under "News", and you can have text messages.
push-shared = Others use this computer too, so nothing shows here.
push-news = There is news about number { $number }.
push-news-plain = There is news.
push-fields-device = to tell you on the phone you chose
push-fields-kept = deleted when you take it back, sign out or close your account, and after 30 days in which nothing arrived
