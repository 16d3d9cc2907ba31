### Photos and text fields

files-too-large = This photo is larger than { $limit_mb } MB and could not be taken. Please send a smaller one.
files-too-many-pixels = This photo has more than { $limit_mp } megapixels and could not be taken. Please make it smaller and send it again.
files-not-a-photo = This file is not a photo we can read. Please send a JPEG, PNG or WebP photo.
files-not-a-photo-heic = This is an HEIC photo, which we cannot read yet. Please choose “Most compatible” (JPEG) in the camera settings, or send a screenshot.
files-not-a-photo-gif = This is a moving GIF picture, which we cannot read. Please send an ordinary photo.
files-not-a-photo-pdf = This is a PDF document, not a photo. Please take a photo of the part that matters and send it.
files-not-a-photo-svg = This is an SVG drawing, not a photo. Please send a JPEG, PNG or WebP photo.
files-broken = This photo did not arrive whole, or is damaged. Please send it again, or take a new one.

text-too-long =
    { $limit ->
        [one] There is room for { $limit } character; now there are { $actual }. Please shorten it a little.
       *[other] There is room for { $limit } characters; now there are { $actual }. Please shorten it a little.
    }
text-forbidden = This text says “{ $term }”. We do not record this about anybody. Please take it out and save again.

### Recordings
files-sound-too-large = This recording is larger than { $limit_mb } MB and could not be taken. Please say it a little shorter and send it again.
files-sound-too-long =
    { $limit_min ->
        [one] This recording is longer than { $limit_min } minute and could not be taken. Please say the most important part first.
       *[other] This recording is longer than { $limit_min } minutes and could not be taken. Please say the most important part first.
    }
files-sound-none = This file is not a recording we can play. Please send one made by a phone or browser (WebM, Ogg, M4A, MP3, WAV, AMR or 3GP).
files-sound-moving = This is a video. We only need the sound: please record just your voice and send that.
files-sound-broken = This recording did not arrive whole, or is damaged. Please send it again, or record it anew.
