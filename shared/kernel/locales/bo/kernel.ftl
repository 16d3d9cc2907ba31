### དུས་ཚོད་དང་གྲངས་ཀ་འབྲི་སྟངས། (names of weekdays and the order of a date follow CLDR bo, digits stay European)

# $month is 1 to 12
time-month = ཟླ་{ $month }
# $month is the word above
time-date = { $month }ཚེས་{ $day }
time-date-year = སྤྱི་ལོ་{ $year } { $date }
time-date-time = { $date } { $time }
# 1 is Monday, 7 is Sunday
time-weekday =
    { $weekday ->
        [1] གཟའ་ཟླ་བ་
        [2] གཟའ་མིག་དམར་
        [3] གཟའ་ལྷག་པ་
        [4] གཟའ་ཕུར་བུ་
        [5] གཟའ་པ་སངས་
        [6] གཟའ་སྤེན་པ་
       *[7] གཟའ་ཉི་མ་
    }
time-weekday-date = { $date }, { $weekday }
time-today = དེ་རིང་ { $time }
time-tomorrow = སང་ཉིན་ { $time }
time-yesterday = ཁ་སང་ { $time }

time-minutes = སྐར་མ་{ $minutes }
time-hours = ཆུ་ཚོད་{ $hours }
time-hours-minutes = ཆུ་ཚོད་{ $hours } དང་སྐར་མ་{ $minutes }
time-days = ཉིན་{ $days }
time-days-hours = ཉིན་{ $days } དང་ཆུ་ཚོད་{ $hours }
time-under-minute = སྐར་མ་1 མ་ལོངས་པ།
# How long past the due time
time-over = དུས་བཀག་ལས་{ $span } བརྒལ།
time-ago = { $span } གོང་ལ།

amount-points = སྐར་གྲངས་{ $points }
