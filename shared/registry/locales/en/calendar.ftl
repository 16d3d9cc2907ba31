calendar-title = Working calendar
calendar-lead = Which days are worked and which are off. All due dates are counted along it.
calendar-of-year = Working calendar { $year }
calendar-years = Years
calendar-weekday =
    { $weekday ->
        [1] Mo
        [2] Tu
        [3] We
        [4] Th
        [5] Fr
        [6] Sa
       *[7] Su
    }
calendar-mark-off = off
calendar-mark-work = work
calendar-kind = Worked or off
calendar-kind-off = Day off
calendar-kind-work = Working day
calendar-working-days = { $days } working days in the year
calendar-hours = { $hours } each day
calendar-no-list = There is no national list for { $year } yet
calendar-no-list-advice = Only weekends count as off. Import the list once it is published; due dates are then counted again.
calendar-added = Days added by the community
calendar-added-empty = No days have been added to this year
calendar-added-empty-advice = Local holidays such as Tibetan New Year or Shoton are added here.
calendar-national = National days
calendar-origin-hand = Added by the community
calendar-origin-list = From an imported list
calendar-day = Date
calendar-day-new = Add a day
calendar-day-change = Change this day
calendar-day-lead = Tibetan New Year off, say, or a weekend day that is worked.
calendar-day-effect = Once saved, open matters get their due dates by the new calendar.
calendar-day-wrong = Please write the date in full, such as 2027-02-06.
calendar-day-taken = This day was added before. Open it to change it.
calendar-year-wrong = The year must lie between { $first } and { $last }.
calendar-name = Name
calendar-reason = Basis
calendar-saved = Saved. Due dates are being counted again.
calendar-remove = Take this day out
calendar-remove-hint = The day then counts as the national list and the week say.
calendar-removed = Taken out. Due dates are being counted again.
calendar-import = Import a year's list
calendar-import-lead = First you see what would change, then you save it. If one line is wrong, none is saved.
calendar-list-paste = Paste the list here
calendar-list-hint = One day a line: date,off or work,name. For example 2027-01-01,off,New Year
calendar-list-file = Or choose a csv file
calendar-list-look = Look at it first
calendar-list-keep = Save this list
calendar-list-kept = The list is saved. Due dates are being counted again.
calendar-list-same = This list says what the calendar says already. Nothing to change.
calendar-list-sum = { $new } new, { $changed } changed, { $same } as they are.
calendar-list-read = Days that were understood
calendar-list-mend = These lines need mending. Nothing has been saved.
calendar-list-line = Line { $line }:
calendar-list-empty = The list is empty. Write one day a line: date,off or work,name.
calendar-list-too-long = The list is too long. A year at a time is enough.
calendar-list-no-text = This file is not text. Save it as "CSV UTF-8" in your spreadsheet program and choose it again.
calendar-list-cells = It needs exactly three cells: date, off or work, name.
calendar-list-date = The date cannot be read. Write it as 2027-01-01.
calendar-list-kind = The second cell must be off or work.
calendar-list-name = The name is missing.
calendar-list-twice = The same day as line { $line }.
calendar-list-hand = The community added “{ $name }” to this day and says the opposite. Change that day first, or take this line out.
calendar-effect = What happens
calendar-effect-new = New
calendar-effect-changed = Changed
calendar-effect-same = As it is
calendar-holiday-new-year = New Year
calendar-holiday-spring = Spring Festival
calendar-holiday-qingming = Qingming
calendar-holiday-labour = Labour Day
calendar-holiday-dragon-boat = Dragon Boat Festival
calendar-holiday-mid-autumn = Mid-Autumn Festival
calendar-holiday-national = National Day
