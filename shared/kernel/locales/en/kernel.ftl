### How times, spans and amounts are written on every page.

# A month, $month is 1 to 12
time-month =
    { $month ->
        [1] Jan
        [2] Feb
        [3] Mar
        [4] Apr
        [5] May
        [6] Jun
        [7] Jul
        [8] Aug
        [9] Sep
        [10] Oct
        [11] Nov
       *[12] Dec
    }
# $month is the word above
time-date = { $day } { $month }
time-date-year = { $date } { $year }
time-date-time = { $date }, { $time }
# 1 is Monday, 7 is Sunday
time-weekday =
    { $weekday ->
        [1] Monday
        [2] Tuesday
        [3] Wednesday
        [4] Thursday
        [5] Friday
        [6] Saturday
       *[7] Sunday
    }
time-weekday-date = { $weekday } { $date }
time-today = today { $time }
time-tomorrow = tomorrow { $time }
time-yesterday = yesterday { $time }

time-minutes =
    { $minutes ->
        [one] { $minutes } minute
       *[other] { $minutes } minutes
    }
time-hours =
    { $hours ->
        [one] { $hours } hour
       *[other] { $hours } hours
    }
time-hours-minutes = { $hours } h { $minutes } min
time-days =
    { $days ->
        [one] { $days } day
       *[other] { $days } days
    }
time-days-hours =
    { $days ->
        [one] { $days } day { $hours } h
       *[other] { $days } days { $hours } h
    }
time-under-minute = under a minute
# How long past the due time
time-over = { $span } over
time-ago = { $span } ago

amount-points =
    { $points ->
        [one] { $points } point
       *[other] { $points } points
    }
