### 时间、时长、数目的写法，各页共用。

# 月份，$month 是 1 到 12
time-month = { $month } 月
# $month 是上面的月份文字
time-date = { $month } { $day } 日
time-date-year = { $year } 年 { $date }
time-date-time = { $date } { $time }
# $weekday：1 是星期一，7 是星期日
time-weekday =
    { $weekday ->
        [1] 星期一
        [2] 星期二
        [3] 星期三
        [4] 星期四
        [5] 星期五
        [6] 星期六
       *[7] 星期日
    }
time-weekday-date = { $date }，{ $weekday }
time-today = 今天 { $time }
time-tomorrow = 明天 { $time }
time-yesterday = 昨天 { $time }

time-minutes = { $minutes } 分钟
time-hours = { $hours } 小时
time-hours-minutes = { $hours } 小时 { $minutes } 分
time-days = { $days } 天
time-days-hours = { $days } 天 { $hours } 小时
time-under-minute = 不到 1 分钟
# 过了期限多久
time-over = 已超 { $span }
time-ago = { $span }前

amount-points = { $points } 分
