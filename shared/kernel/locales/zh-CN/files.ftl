### 照片和文字字段

files-too-large = 这张照片超过 { $limit_mb } MB，没能收下。请换一张小一点的，或在手机上调小后再发。
files-too-many-pixels = 这张照片尺寸太大（超过 { $limit_mp } 百万像素），没能收下。请调小后再发。
files-not-a-photo = 这个文件不是能读的照片。请发 JPEG、PNG 或 WebP 格式的照片。
files-not-a-photo-heic = 这是 HEIC 格式的照片，暂时读不了。请在手机相机设置里选“兼容性最佳”（JPEG），或发一张截图。
files-not-a-photo-gif = 这是 GIF 动图，暂时读不了。请发一张普通照片。
files-not-a-photo-pdf = 这是 PDF 文件，不是照片。请把要看的地方拍一张照片发来。
files-not-a-photo-svg = 这是 SVG 图形文件，不是照片。请发 JPEG、PNG 或 WebP 格式的照片。
files-broken = 这张照片没有传完整，或者已经损坏。请再发一次，或重新拍一张。

text-too-long = 最多写 { $limit } 个字，现在有 { $actual } 个字。请缩短一些。
text-forbidden = 这里写了“{ $term }”。本平台不登记这类个人情况，请删去后再保存。

### 语音
files-sound-too-large = 这段录音超过 { $limit_mb } MB，没有收下。请说短一点，再发一次。
files-sound-too-long = 这段录音超过 { $limit_min } 分钟，没有收下。请分成短的说，或先说最要紧的。
files-sound-none = 这个文件不是我们能听的录音。请发手机或浏览器录的录音（WebM、Ogg、M4A、MP3、WAV、AMR 或 3GP）。
files-sound-moving = 这是录像，不是录音。我们只要声音，请改用录音再发一次。
files-sound-broken = 这段录音没有完整送到，或已损坏。请再发一次，或重新录一段。
