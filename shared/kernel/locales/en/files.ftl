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
