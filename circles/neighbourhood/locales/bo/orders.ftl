# 点单 orders: words that every page of orders shares

## States 状态

orders-state-draft = འཆར་ཡིག
orders-state-submitted = དང་ལེན་སྒུག་བཞིན་པ།
orders-state-awaiting-info = ཁ་སྣོན་སྒུག་བཞིན་པ།
orders-state-rejected = དང་ལེན་མི་ཐུབ་པ།
orders-state-accepted = མི་འཚོལ་བཞིན་པ།
orders-state-dispatched = ལེན་མཁན་སྒུག་བཞིན་པ།
orders-state-in-progress = སྒྲུབ་བཞིན་པ།
orders-state-return-requested = ཕྱིར་སློག་ཞུ་བཞིན་པ།
orders-state-resolved = ཞིབ་བཤེར་སྒུག་བཞིན་པ།
orders-state-verified = བསྐྱར་འདྲི་སྒུག་བཞིན་པ།
orders-state-closed = མཇུག་སྒྲིལ་ཟིན་པ།
orders-state-withdrawn = ཕྱིར་བླངས་ཟིན་པ།

## Outcomes 结果

orders-outcome-solved = ཐག་གཅོད་ཟིན་པ།
orders-outcome-partly = ཆ་ཤས་ཐག་གཅོད་ཟིན་པ།
orders-outcome-explained = འགྲེལ་བཤད་བྱས་པ།
orders-outcome-handed-over = རྩིས་སྤྲོད་བྱས་པ།
orders-outcome-cannot = སྒྲུབ་མི་ཐུབ་པ།

## What is told at each step 每一步怎么说

orders-told-submit = ཁྱེད་ཀྱིས་དོན་འདི་བཏོན་པ་ཡིན།
orders-told-submit-for = { $who } ཡིས་ཁྱེད་ཀྱི་ཚབ་ཏུ་ཐོ་འགོད་བྱས།
orders-told-discard = འཆར་ཡིག་འདི་བསུབས་ཟིན།
orders-told-accept = སྡེ་ཁུལ་གྱིས་དང་ལེན་བྱས། { $who } ཡིས་ལན་བཏབ་པ།
orders-told-reject = སྡེ་ཁུལ་གྱིས་དང་ལེན་མ་བྱས། { $who } ཡིས་འགྲེལ་བཤད་བྱས་པ།
orders-told-ask-back = { $who } ཡིས་ཡང་བསྐྱར་ཞིག་འདྲི་བ།
orders-told-supply = ཁྱེད་ཀྱིས་ཁ་སྣོན་བྱས་པ།
orders-told-withdraw = དོན་འདི་ཕྱིར་བླངས་ཟིན།
orders-told-dispatch = སྡེ་ཁུལ་གྱིས་སྒྲུབ་མཁན་འཚོལ་བཞིན་ཡོད།
orders-told-lapse = ད་ལྟ་ལེན་མཁན་མ་བྱུང་། སྡེ་ཁུལ་གྱིས་བསྐྱར་འཚོལ་ངེས།
orders-told-recall = སྡེ་ཁུལ་གྱིས་བསྐྱར་དུ་བཀོད་སྒྲིག་བྱེད། རྒྱུ་མཚན།
orders-told-take = { $who } ཡིས་བླངས་སོང་།
orders-told-take-unnamed = མི་ཞིག་གིས་བླངས་སོང་།
orders-told-arrange = { $who } { $when } ལ་འོང་རྒྱུ་ཡིན།
orders-told-nobody-home = { $who } སླེབས་སོང་། ཁྱིམ་དུ་མི་མི་འདུག
orders-told-nobody-home-again = { $who } སླེབས་སོང་། ཁྱིམ་དུ་མི་མི་འདུག { $when } ལ་ཡང་བསྐྱར་འོང་།
orders-told-hand-back = མི་བརྗེས་ནས་སྒྲུབ་རྒྱུ་ཡིན། སྡེ་ཁུལ་གྱིས་འཚོལ་བཞིན་ཡོད།
orders-told-request-return = སྒྲུབ་མཁན་སྡེ་ཚན་གྱིས་ཕྱིར་སློག་ཞུས་པ།
orders-told-approve-return = སྡེ་ཁུལ་གྱིས་ཕྱིར་སློག་ལ་འཐད། མི་གཞན་འཚོལ་རྒྱུ་ཡིན།
orders-told-refuse-return = སྡེ་ཁུལ་གྱིས་ཕྱིར་སློག་ལ་མ་འཐད།
orders-told-done = སྒྲུབ་ཚར་སོང་།
orders-told-settle = { $who } ཡིས་ལན་བཏབ་ནས་ཐག་བཅད་པ།
orders-told-verify = མི་གཞན་གྱིས་ཞིབ་བཤེར་བྱས། ངོ་མ་སྒྲུབ་ཟིན།
orders-told-fail-check = མི་གཞན་གྱིས་ཞིབ་བཤེར་བྱས། ད་དུང་སྒྲུབ་མ་ཚར།
orders-told-solved = ཁྱེད་ཀྱིས་གསུངས་པ། ཐག་གཅོད་ཟིན།
orders-told-reopen = ཁྱེད་ཀྱིས་གསུངས་པ། ཐག་མ་ཆོད། སྡེ་ཁུལ་གྱིས་བསྐྱར་དུ་སྒྲུབ།
orders-told-call-unanswered = ཁ་པར་བཏང་། ལན་མ་བྱུང་།
orders-told-rate = ཁྱེད་ཀྱིས་དོན་འདིར་དཔྱད་གཏམ་གནང་། མཇུག་སྒྲིལ།
orders-told-close = མཇུག་སྒྲིལ།
orders-told-close-unrated = ཁྱེད་ལ་འབྲེལ་བ་མ་ཐུབ། རེ་ཞིག་མཇུག་སྒྲིལ། ཉིན་ ༣༠ ནང་ཐག་མ་ཆོད་ཟེར་ན་བསྐྱར་སྒྲུབ།
orders-message-call-me = ང་ལ་ཁ་པར་གཏོང་རོགས།
orders-message-photos = འདྲ་པར་ { $count } ཁ་སྣོན་བསྐུར།
orders-message-photos-for = མི་དམངས་ཀྱི་ཚབ་ཏུ་འདྲ་པར་ { $count } བཅུག
orders-place-whole = { $compound } ཁང་ཐོག་མི་དབྱེ།
orders-photos-left = ད་དུང་འདྲ་པར་ { $count } ཆོག པར་ནང་གི་གནས་ས་རང་འགུལ་གྱིས་སུབ།
orders-photos-staged = འདྲ་པར་ { $count } འབྱོར་སོང་། བཅོས་རྗེས་མཉམ་དུ་སྐུར།
orders-photos-max = མང་དྲགས། དོན་རེར་མང་མཐར་པར་ 6

## Reasons of suggestions 推荐理由

orders-fit-skill = ལས་འདི་ཤེས།
orders-fit-place = ཉེ་འགྲམ་དུ་ཡོད།
orders-fit-language = སྐད་གཅིག་བཤད་ཤེས།
orders-fit-time = དུས་དེར་ཁོམ་པ་ཡོད།

## Words to check at the door 对门口的词

orders-door-word-1 = གངས་རི།
orders-door-word-2 = ནས།
orders-door-word-3 = སྐལ་བཟང་མེ་ཏོག
orders-door-word-4 = ཇ་སྲུབ་མ།
orders-door-word-5 = གཡག
orders-door-word-6 = འཇའ།
orders-door-word-7 = རྡོ་ཟམ།
orders-door-word-8 = སྐར་མ།
orders-door-word-9 = ཆུ་ཕྲན།
orders-door-word-10 = ཐང་ཤིང་།
orders-door-word-11 = ཟླ་བ།
orders-door-word-12 = སྤྲིན།

## Emergency notices 紧急提示

orders-notice-fire = མེ་ཤོར་ན་སྔོན་ལ་ཕྱིར་ཐོན་དང་། ༡༡༩ ལ་ཁ་པར་ཐོངས།
orders-notice-gas = འབུད་རླུང་གི་དྲི་མ་བྲོ་ན་སྒོ་རྒྱོབ། སྒེའུ་ཁུང་ཕྱེ། གློག་སྒོ་མ་རེག ཕྱི་ལ་ཐོན་ནས་འབུད་རླུང་ཀུང་སིར་ཁ་པར་ཐོངས།
orders-notice-electricity = གློག་ཤོར་ན་སྔོན་ལ་ཕྱིར་ཐོན་དང་། དེ་ནས་ ༩༥༥༩༨ ལ་ཁ་པར་ཐོངས།
orders-notice-water = ཆུ་ཟགས་ན་སྔོན་ལ་ཆུའི་སྒོ་ཆེན་རྒྱོབ།
orders-notice-injury = མི་རྨས་ན་ ༡༢༠ ལ་ཁ་པར་ཐོངས།

## Refusals 不能办时怎么说

orders-refused-not-now = ད་ལྟ་གོམ་པ་འདི་སྒྲུབ་མི་ཐུབ། མི་གཞན་གྱིས་སྒྲུབ་ཟིན་སྲིད། གནས་ཚུལ་གསར་པར་གཟིགས།
orders-refused-reason = རྒྱུ་མཚན་ཚིག་གཅིག་འབྲི་རོགས།
orders-refused-taken = མི་གཞན་གྱིས་བླངས་ཟིན། ཐུགས་རྗེ་ཆེ།
orders-refused-own-work = རང་གིས་སྒྲུབ་པའི་དོན་མི་གཞན་གྱིས་ཞིབ་བཤེར་བྱེད་དགོས།
orders-refused-resident-answers = འདི་ཁྱིམ་ཐོག་ཞབས་ཞུ་ཡིན། ཐག་ཆོད་མིན་གཞིས་མིས་གསུང་།
orders-refused-licence = ལས་འདི་ལག་ཁྱེར་ཡོད་པའི་མིས་བྱེད་དགོས།
orders-refused-department = དོན་འདི་སྡེ་ཁག་གམ་ལས་ཁུངས་ལ་མ་གཏོགས་སྤྲོད་མི་ཆོག
orders-refused-not-wished = གཞིས་མིས་རོགས་པ་གཞན་ཞིག་རེ་བ་བྱེད།
orders-refused-code = ཨང་གྲངས་དང་འཚོལ་ཨང་མི་མཐུན། ཤོག་བྱང་ལ་ཡང་བསྐྱར་གཟིགས་རོགས།
orders-refused-too-late = དུས་ཡུན་རིང་དྲགས་སོང་། གསར་དུ་ཞིག་ཞུས་པའམ་ཚོམས་ཆེན་དུ་ཕེབས་རོགས།
orders-refused-not-solved-yet = སྔོན་ལ་ཐག་ཆོད་མིན་གསུངས། དེ་ནས་དཔྱད་གཏམ་གནང་།
orders-refused-nothing-to-confirm = གཏན་འཁེལ་བྱེད་དགོས་པའི་དུས་ཡུན་མེད།
orders-refused-own-minutes = རང་གི་དུས་ཡུན་མི་གཞན་གྱིས་གཏན་འཁེལ་བྱེད་དགོས།
orders-refused-settled = འདི་ཚོམས་ཆེན་གྱིས་ཐད་ཀར་ལན་བཏབ་པ་ཡིན། སྒྲུབ་མ་ཚར་ན་བསྐྱར་སྒྲུབ་བྱེད་རོགས།
orders-refused-no-photos-of-homes = ཁྱིམ་ནང་པར་མི་རྒྱག
orders-refused-ask-to-return = ལས་ཁུངས་དང་སྡེ་ཁག་གིས་རྒྱུ་མཚན་བྲིས་ནས་ཕྱིར་སློག་ཞུ་དགོས།
orders-refused-no-phone = ཁ་པར་ཨང་གྲངས་བཞག་མེད།
orders-refused-empty = འདིར་ཚིག་འགའ་འབྲི་རོགས།
orders-refused-category = རིགས་ཤིག་འདེམས་རོགས།
orders-refused-answer = དྲི་བ་ { $number } པར་ལན་འདེབས་རོགས།
orders-refused-phone = ཁ་པར་ཨང་གྲངས་འདི་འགྲིག་མིན་འདུག
orders-refused-photos = པར་མང་མཐའ་ { $limit } ཡིན།
orders-refused-no-photos = སྔོན་ལ་འདྲ་པར་འདེམས་རོགས།
orders-refused-place = ས་ཆ་ཡང་བསྐྱར་འདེམས་རོགས།
orders-refused-targets = སུ་ལ་སྤྲོད་དགོས་པ་འདེམས་རོགས། མང་མཐའ་ ༢༠
orders-refused-minutes = ངོ་མ་སྐར་མ་ག་ཚོད་སོང་བ་འབྲི་རོགས། ༡ ནས་ ༩༦༠ བར།
orders-refused-companion = མཉམ་དུ་རོགས་བྱེད་མཁན་རུ་ཁག་གམ་ལས་ཁུངས་གཅིག་པ་དགོས།
orders-refused-grade = གཅིག་ནས་ལྔ་བར་འདེམས་རོགས།

## Categories 分类

categories-name-missing = མིང་འབྲི་རོགས།
categories-too-many-questions = དྲི་བ་མང་མཐའ་ { $limit } ཡིན།
categories-question-empty = དྲི་བ་སྟོང་པ་མི་ཆོག
categories-choose = རེའུ་མིག་ནས་འདེམས་རོགས།
categories-minutes = སྐར་མ་ { $least } ནས་ { $most } བར་འབྲི་རོགས།

## The field catalogue 字段目录

orders-fields-asker = འདི་སུའི་དོན་ཡིན།
orders-fields-call = ཇི་ལྟར་འབོད་པ་དང་འབྲེལ་གཏུགས།
orders-fields-find = ཁ་པར་ཨང་གྲངས་ལྟར་དོན་འདི་འཚོལ་བ།
orders-fields-what = ཅི་ཞིག་སྒྲུབ་དགོས་པ།
orders-fields-where = གང་དུ་འགྲོ་དགོས་པ།
orders-fields-wish = སུ་དང་ནམ་འོང་བའི་རེ་བ།
orders-fields-holder = སུས་སྒྲུབ་པ།
orders-fields-minutes = རོགས་བྱེད་པའི་དུས་ཡུན།
orders-fields-pass = དོན་འདིར་སུ་ལ་མི་འདྲི་བ། མཇུག་སྒྲིལ་ན་བསུབ།
orders-fields-viewers-hand = རང་ཉིད། སྡེ་ཁུལ། དོན་འདི་བླངས་མཁན་གྱིས་སྒྲུབ་པའི་རིང་།
orders-fields-viewers-office = རང་ཉིད་དང་སྡེ་ཁུལ།
orders-fields-viewers-helper = རོགས་བྱེད་མཁན་དང་གཏན་འཁེལ་བྱེད་མཁན།
orders-fields-retention = དོན་འདི་དང་མཉམ་དུ་ཉར། པར་མཇུག་སྒྲིལ་རྗེས་ཉིན་ ༣༠ ན་བསུབ།
