calendar-title = ལས་ཀའི་ལོ་ཐོ།
calendar-lead = ཉིན་གང་ལ་ལས་ཀ་བྱེད། ཉིན་གང་གུང་གསེང་ཡིན། དུས་བཀག་ཚང་མ་ལོ་ཐོ་འདི་ལྟར་རྩི།
calendar-of-year = { $year } ལོའི་ལས་ཀའི་ལོ་ཐོ།
calendar-years = ལོ།
calendar-weekday =
    { $weekday ->
        [1] ཟླ་
        [2] མིག་
        [3] ལྷག་
        [4] ཕུར་
        [5] སངས་
        [6] སྤེན་
       *[7] ཉི་
    }
calendar-mark-off = གསེང་
calendar-mark-work = ལས་
calendar-kind = ལས་ཀའམ་གུང་གསེང་།
calendar-kind-off = གུང་གསེང་།
calendar-kind-work = ལས་ཀའི་ཉིན།
calendar-working-days = ལོ་གཅིག་ལ་ལས་ཀའི་ཉིན་ { $days }
calendar-hours = ཉིན་རེར་ { $hours }
calendar-no-list = { $year } ལོའི་རྒྱལ་ཡོངས་གུང་གསེང་ཐོ་ད་དུང་མེད།
calendar-no-list-advice = ད་ལྟ་གཟའ་མཇུག་ཁོ་ན་གུང་གསེང་དུ་རྩི། ཐོ་བསྒྲགས་རྗེས་ནང་འདྲེན་བྱས་ན་དུས་བཀག་བསྐྱར་དུ་རྩི།
calendar-added = སྡེ་ཁུལ་གྱིས་ཁ་སྣོན་བྱས་པའི་ཉིན།
calendar-added-empty = ལོ་འདིར་ཁ་སྣོན་བྱས་པའི་ཉིན་མེད།
calendar-added-empty-advice = བོད་ཀྱི་ལོ་གསར་དང་ཞོ་སྟོན་ལྟ་བུ་འདིར་ཁ་སྣོན་བྱོས།
calendar-national = རྒྱལ་ཡོངས་གུང་གསེང་།
calendar-origin-hand = སྡེ་ཁུལ་རང་གིས་བསྣན།
calendar-origin-list = ནང་འདྲེན་བྱས་པའི་ཐོ།
calendar-day = ཚེས་གྲངས།
calendar-day-new = ཉིན་ཞིག་སྣོན།
calendar-day-change = ཉིན་འདི་བཅོས།
calendar-day-lead = དཔེར་ན་བོད་ཀྱི་ལོ་གསར་གུང་གསེང་། ཡང་ན་གཟའ་མཇུག་ཅིག་ལས་ཀ་བྱེད་པ།
calendar-day-effect = ཉར་རྗེས་མ་ཚར་བའི་དོན་དག་གི་དུས་བཀག་ལོ་ཐོ་གསར་པ་ལྟར་རྩི།
calendar-day-wrong = ཚེས་གྲངས་གསལ་པོར་འབྲི་རོགས། དཔེར་ན་ 2027-02-06
calendar-day-taken = ཉིན་འདི་བསྣན་ཟིན། དེའི་ཁ་ཕྱེས་ནས་བཅོས་རོགས།
calendar-year-wrong = ལོ་ { $first } ནས་ { $last } བར་ཡིན་དགོས།
calendar-name = མིང་།
calendar-reason = གཞི་འཛིན་ས།
calendar-saved = ཉར་ཟིན། དུས་བཀག་བསྐྱར་རྩི་བྱེད་བཞིན་ཡོད།
calendar-remove = ཉིན་འདི་བསུབ།
calendar-remove-hint = བསུབ་རྗེས་ཉིན་འདི་རྒྱལ་ཡོངས་ཐོ་དང་གཟའ་མཇུག་ལྟར་རྩི།
calendar-removed = བསུབ་ཟིན། དུས་བཀག་བསྐྱར་རྩི་བྱེད་བཞིན་ཡོད།
calendar-import = ལོ་གཅིག་གི་ཐོ་ནང་འདྲེན།
calendar-import-lead = སྔོན་ལ་ཅི་འགྱུར་ལ་ལྟོས། དེ་ནས་ཉོར། ཐིག་གཅིག་ནོར་ན་གང་ཡང་མི་ཉར།
calendar-list-paste = ཐོ་འདིར་སྦྱོར།
calendar-list-hint = ཐིག་རེར་ཉིན་རེ། ཚེས་གྲངས,off ཡང་ན་ work,མིང་། off ནི་གུང་གསེང་། work ནི་ལས་ཀ དཔེར་ན་ 2027-01-01,off,ལོ་གསར།
calendar-list-file = ཡང་ན་ csv ཡིག་ཆ་ཞིག་འདེམས།
calendar-list-look = སྔོན་ལ་ལྟ།
calendar-list-keep = ཐོ་འདི་ཉར།
calendar-list-kept = ཐོ་ཉར་ཟིན། དུས་བཀག་བསྐྱར་རྩི་བྱེད་བཞིན་ཡོད།
calendar-list-same = ཐོ་འདི་ད་ལྟའི་ལོ་ཐོ་དང་གཅིག་པ་རེད། བཅོས་མི་དགོས།
calendar-list-sum = གསར་པ་ { $new } བཅོས་པ་ { $changed } མི་འགྱུར་བ་ { $same }
calendar-list-read = ཤེས་པའི་ཉིན།
calendar-list-mend = གཤམ་གྱི་ཐིག་བཅོས་དགོས། ད་ལྟ་གང་ཡང་ཉར་མེད།
calendar-list-line = ཐིག་ { $line }
calendar-list-empty = ཐོ་སྟོང་པ་རེད། ཐིག་རེར་ཉིན་རེ་འབྲི་རོགས། ཚེས་གྲངས,off ཡང་ན་ work,མིང་།
calendar-list-too-long = ཐོ་རིང་དྲགས་འདུག ཐེངས་རེར་ལོ་གཅིག
calendar-list-no-text = ཡིག་ཆ་འདི་ཡི་གེ་མ་རེད། CSV UTF-8 ལ་ཉར་ནས་ཡང་བསྐྱར་འདེམས་རོགས།
calendar-list-cells = རེའུ་མིག་གསུམ་དགོས། ཚེས་གྲངས། off ཡང་ན་ work མིང་།
calendar-list-date = ཚེས་གྲངས་མི་ཤེས། 2027-01-01 ལྟར་འབྲི་རོགས།
calendar-list-kind = གཉིས་པར་ off (གུང་གསེང་།) ཡང་ན་ work (ལས་ཀ) འབྲི་དགོས།
calendar-list-name = མིང་མེད།
calendar-list-twice = ཐིག་ { $line } དང་ཉིན་གཅིག་པ་རེད།
calendar-list-hand = སྡེ་ཁུལ་གྱིས་ཉིན་འདིར་“{ $name }”བསྣན་ཡོད། ཐོ་དང་ལྡོག་པ་རེད། སྔོན་ལ་ཉིན་དེ་བཅོས། ཡང་ན་ཐིག་འདི་སུབ་རོགས།
calendar-effect = ཅི་འགྱུར།
calendar-effect-new = གསར་པ།
calendar-effect-changed = བཅོས་པ།
calendar-effect-same = མི་འགྱུར།
calendar-holiday-new-year = སྤྱི་ལོའི་ལོ་གསར།
calendar-holiday-spring = དཔྱིད་ཀའི་དུས་ཆེན།
calendar-holiday-qingming = དྭངས་གསལ་དུས་ཆེན།
calendar-holiday-labour = ངལ་རྩོལ་དུས་ཆེན།
calendar-holiday-dragon-boat = ལྔ་ཚེས་དུས་ཆེན།
calendar-holiday-mid-autumn = སྟོན་དཀྱིལ་དུས་ཆེན།
calendar-holiday-national = རྒྱལ་སྟོན།
