# 点单 orders: the side ways of a matter 移交、说事、挂账、延期、督办、作废、向监委会反映

## States 状态

orders-state-transferred = རྩིས་སྤྲོད་ཟིན་པ།
orders-state-in-talk = གྲོས་བསྡུར་བྱེད་བཞིན་པ།
orders-state-suspended = རེ་ཞིག་བཞག་པ།
orders-state-voided = དོན་མེད་དུ་བཏང་བ།

## What is told at each step 每一步怎么说

orders-told-transfer = སྡེ་ཁུལ་གྱིས་དོན་འདི་ { $who } ལ་རྩིས་སྤྲད། { $when } གོང་ལ་ལན་འདེབས་རྒྱུ།
orders-told-pass-up = སྡེ་ཁུལ་གྱིས་དོན་འདི་ { $who } ལ་སྙན་ཞུ་ཕུལ། { $when } གོང་ལ་ལན་འདེབས་རྒྱུ།
orders-told-reply = { $who } ཡིས་ལན་བཏབ་པ།
orders-told-return-again = { $who } ཡིས་ཐེངས་གཉིས་པར་ཕྱིར་སློག་ཞུས། སུས་སྒྲུབ་པ་ཚང་མས་གྲོས་བསྡུར་བྱེད།
orders-told-rule-department = གྲོས་བསྡུར་གྱིས་གཏན་འཁེལ་བྱས། { $who } ཡིས་སྒྲུབ། { $when } གོང་ལ་ལན་འདེབས།
orders-told-rule-office = གྲོས་བསྡུར་གྱིས་གཏན་འཁེལ་བྱས། སྡེ་ཁུལ་གྱིས་སྒྲུབ།
orders-told-ask-suspend = { $who } ཡིས་ { $when } བར་རེ་ཞིག་འཇོག་རྒྱུ་ཞུས། མི་གཞན་གྱིས་ཐག་གཅོད།
orders-told-suspend = { $when } བར་རེ་ཞིག་བཞག རྒྱུ་མཚན།
orders-told-refuse-suspend = རེ་ཞིག་འཇོག་རྒྱུར་མ་འཐད། མུ་མཐུད་སྒྲུབ།
orders-told-resume = མུ་མཐུད་སྒྲུབ། སྡེ་ཁུལ་གྱིས་བཀོད་སྒྲིག་བྱེད་བཞིན་ཡོད།
orders-told-wake = ཉིན་དེ་སླེབས་སོང་། སྡེ་ཁུལ་གྱིས་མུ་མཐུད་སྒྲུབ།
orders-told-extend = སྒྲུབ་ཚར་བའི་དུས་ { $when } ལ་བསྒྱུར། རྒྱུ་མཚན།
orders-told-supervise = སྡེ་ཁུལ་ཧྲུའུ་ཅིས་དོན་འདིར་ལྟ་སྐུལ་བྱེད།
orders-told-lift-supervision = ཧྲུའུ་ཅིས་ད་ནས་ལྟ་སྐུལ་མི་དགོས།
orders-told-ask-void = { $who } ཡིས་ཐོ་འདི་ནོར་འདུག་ཟེར། མི་གཞན་གྱིས་ཞིབ་བཤེར་བྱེད།
orders-told-void = ཐོ་འདི་ནོར་ནས་དོན་མེད་དུ་བཏང་། དགོས་མཁོ་ཡོད་ན་ཡང་བསྐྱར་གསུངས་རོགས། རྒྱུ་མཚན།
orders-told-refuse-void = ཞིབ་བཤེར་བྱས། ཐོ་འདི་ནོར་མེད།

## Refusals 不能办时怎么说

orders-refused-own-wish = འདི་ཁྱེད་རང་གིས་ཞུས་པ་ཡིན། མི་གཞན་གྱིས་ཐག་གཅོད་དགོས།
orders-refused-already-asked = ཞུས་ཟིན། མི་གཞན་གྱི་ཐག་གཅོད་སྒུག་བཞིན་ཡོད།
orders-refused-day-passed = ཉིན་དེ་སླེབས་ཟིན། ཉིན་གཞན་ཞིག་འདེམས་རོགས།
orders-refused-extended-once = ཐེངས་འདིར་དུས་ཕྱིར་འགྱངས་ཐེངས་གཅིག་བྱས་ཟིན།
orders-refused-expired = དུས་ཡོལ་ཟིན། ཕྱིར་འགྱངས་མི་ཐུབ། མྱུར་དུ་སྒྲུབས་ནས་མི་དམངས་ལ་གསུངས་རོགས།
orders-refused-ruled = གྲོས་བསྡུར་གྱིས་ཁྱེད་ཚོས་སྒྲུབ་རྒྱུ་གཏན་འཁེལ་བྱས། མི་ཐུབ་ན་སྡེ་ཁུལ་ལ་ཁ་པར་གཏོང་རོགས།
orders-refused-appeal-waiting = སྔོན་མའི་ལན་ད་དུང་སྒུག་བཞིན་ཡོད། ལན་འབྱོར་རྗེས་ཡང་གསུངས་ཆོག
orders-refused-appeal-answered = ཨུ་ཡོན་གཞན་གྱིས་ལན་བཏབ་ཟིན།
orders-refused-had-a-hand = ཁྱེད་ཀྱིས་དོན་འདི་བསྒྲུབས་མྱོང་། ཨུ་ཡོན་གཞན་གྱིས་ལན་འདེབས་དགོས།
orders-refused-day = དེ་རིང་རྗེས་དང་ལོ་ཕྱེད་ནང་གི་ཉིན་ཞིག་འདེམས་རོགས།
orders-refused-day-sooner = ཉིན་འདི་སྔོན་མ་ལས་ཕྱི་བ་མིན། ཡང་འདེམས་རོགས།
orders-refused-choose-department = ལས་ཁུངས་ཤིག་འདེམས་རོགས།
orders-refused-who-does-it = སུས་སྒྲུབ་པ་འདེམས་རོགས།

## The desk 办公页面

orders-desk-nav-approvals = ངས་ཐག་གཅོད་དགོས་པ།
orders-desk-asides = རྩིས་སྤྲོད། ཕྱིར་འགྱངས། རེ་ཞིག་འཇོག དོན་མེད།
orders-desk-supervised = ལྟ་སྐུལ།
orders-desk-clock-reply = ལན་འདེབས།
orders-desk-waits-reply = རྩིས་སྤྲད་ཟིན། ལན་སྒུག་བཞིན་ཡོད།
orders-desk-waits-talk = ལས་ཁུངས་ཀྱིས་ཐེངས་གཉིས་ཕྱིར་སློག་བྱས། གྲོས་བསྡུར་སྒུག
orders-desk-waits-day = རེ་ཞིག་བཞག ཉིན་དེར་རང་འགུལ་གྱིས་ལོག
orders-desk-department = ལས་ཁུངས་གང་ལ།
orders-desk-transferred = རྩིས་སྤྲོད་ས།
orders-desk-transferred-line = { $who } { $when } གོང་ལ་ལན་འདེབས།
orders-desk-look-again = ཡང་བསྐྱར་ལྟ་བའི་ཉིན།
orders-desk-asked = མི་གཞན་གྱི་ཐག་གཅོད་སྒུག
orders-desk-asked-suspend = { $who } ཡིས་ { $day } བར་འཇོག་རྒྱུ་ཞུས།
orders-desk-asked-void = { $who } ཡིས་དོན་མེད་གཏོང་རྒྱུ་ཞུས།
orders-desk-reply-by = ནམ་གྱི་གོང་ལ་ལན་འདེབས།
orders-desk-reply-by-hint = མི་དམངས་ཀྱིས་ཉིན་འདི་མཐོང་།
orders-desk-transfer = ལས་ཁུངས་ལ་རྩིས་སྤྲོད།
orders-desk-transfer-button = རྩིས་སྤྲོད།
orders-desk-transfer-reason = ལས་ཁུངས་ཀྱིས་ཅི་སྒྲུབ། ཅིའི་ཕྱིར།
orders-desk-transfer-done = རྩིས་སྤྲད་ཟིན། མི་དམངས་ཀྱིས་མཐོང་།
orders-desk-pass-up = གོང་རིམ་ལ་སྙན་ཞུ།
orders-desk-pass-up-lead = འདིར་ཐོ་ཁོངས་མེད་པའི་ལས་ཁུངས་ཀྱང་འདིར་འབྲི། ལན་འབྱོར་ན་སྡེ་ཁུལ་གྱིས་ཐོ་འགོད། གྲངས་མི་རྩི། སུ་ལའང་གནོད་མེད།
orders-desk-pass-up-to = སུ་ལ།
orders-desk-pass-up-button = སྙན་ཞུ་འབུལ།
orders-desk-pass-up-reason = གོང་རིམ་གྱིས་ཅི་སྒྲུབ། སྡེ་ཁུལ་གྱིས་ཅིའི་ཕྱིར་མི་ཐུབ།
orders-desk-reply = ཁོ་ཚོའི་ལན་ཐོ་འགོད།
orders-desk-reply-text = ཁོ་ཚོས་ཅི་ལན་བཏབ།
orders-desk-reply-button = ལན་ཐོ་འགོད།
orders-desk-reply-done = ལན་ཐོ་བཀོད། མུ་མཐུད་སྒྲུབ་རོགས།
orders-desk-ruling-lead = ལས་ཁུངས་ཀྱིས་ཐེངས་གཉིས་ཕྱིར་སློག་བྱས། གྲོས་བསྡུར་རྗེས་གཏན་འཁེལ་འདིར་འབྲི།
orders-desk-ruling-who = སུས་སྒྲུབ།
orders-desk-ruling-community = སྡེ་ཁུལ་གྱིས་སྒྲུབ།
orders-desk-ruling-text = གྲོས་བསྡུར་གྱིས་ཅི་གཏན་འཁེལ།
orders-desk-ruling-text-hint = ནམ་ཡིན། སུ་ཡོད། ཅིའི་ཕྱིར། མི་དམངས་ཀྱིས་མཐོང་།
orders-desk-ruling-day-hint = ལས་ཁུངས་ཀྱིས་སྒྲུབ་ན་ད་གཟོད་དགོས།
orders-desk-ruling-button = གཏན་འཁེལ་འབྲི།
orders-desk-ruling-done = བྲིས་ཟིན། མི་དམངས་ཀྱིས་མཐོང་།
orders-desk-extend = ཐེངས་གཅིག་ཕྱིར་འགྱངས།
orders-desk-extend-day = ནམ་སྒྲུབ་ཚར།
orders-desk-extend-hint = ཐེངས་གཅིག་ལས་མི་ཆོག དུས་མ་ཡོལ་གོང་།
orders-desk-extend-reason = ཅིའི་ཕྱིར་མི་འགྲུབ། མི་དམངས་ལ་ཇི་ལྟར་བཤད།
orders-desk-extend-button = ཕྱིར་འགྱངས་ནས་མི་དམངས་ལ་བཤད།
orders-desk-extend-done = དུས་བསྒྱུར་ཟིན། མི་དམངས་ཀྱིས་རྒྱུ་མཚན་མཐོང་།
orders-desk-suspend = རེ་ཞིག་འཇོག
orders-desk-suspend-day = ནམ་ཡང་བསྐྱར་སྒྲུབ།
orders-desk-suspend-hint = ཉིན་དེར་རང་འགུལ་གྱིས་ལོག
orders-desk-suspend-reason = ད་ལྟ་ཅིའི་ཕྱིར་མི་འགྲུབ། མི་དམངས་ལ་ཇི་ལྟར་བཤད།
orders-desk-suspend-button = རེ་ཞིག་འཇོག་རྒྱུ་ཞུ།
orders-desk-second-person = མི་གཞན་འཐད་རྗེས་ད་གཟོད་འགྲིག
orders-desk-asked-done = ཞུས་ཟིན། མི་གཞན་གྱིས་ཐག་གཅོད།
orders-desk-resume-lead = ད་ལྟ་སྒྲུབ་ཐུབ་ན་མུ་མཐུད་སྒྲུབ།
orders-desk-resume = མུ་མཐུད་སྒྲུབ།
orders-desk-resume-done = མུ་མཐུད་སྒྲུབ། འོས་པའི་མི་ལ་བགོ་རོགས།
orders-desk-supervise = ལྟ་སྐུལ་བྱེད།
orders-desk-supervise-reason = རྒྱུ་མཚན།
orders-desk-supervise-button = ལྟ་སྐུལ་འགོ་འཛུགས།
orders-desk-supervise-done = ཟིན་བྲིས་བྱས།
orders-desk-lift = ལྟ་སྐུལ་མཚམས་འཇོག
orders-desk-lift-reason = ཅིའི་ཕྱིར་མི་དགོས།
orders-desk-lift-button = མཚམས་འཇོག
orders-desk-void = དོན་མེད་གཏོང་། (ནོར་བ།)
orders-desk-void-lead = ནོར་བའི་ཐོ་ཁོ་ན། མི་གཞན་གྱིས་ཞིབ་བཤེར་བྱས་རྗེས་འགྲིག དེབ་ཐོར་ད་དུང་མཐོང་།
orders-desk-void-reason = གང་ནོར།
orders-desk-void-button = དོན་མེད་གཏོང་རྒྱུ་ཞུ།

## What waits for the secretary 待我定的

orders-desk-approvals-lead = གཅིག་གིས་ཞུ། གཞན་གྱིས་ཐག་གཅོད། རང་གིས་ཞུས་པ་རང་གིས་མི་གཅོད།
orders-desk-approvals-none = ཐག་གཅོད་དགོས་པ་མེད།
orders-desk-approvals-none-advice = རེ་ཞིག་འཇོག་པ། དོན་མེད་གཏོང་བ། ལས་ཁུངས་ཀྱིས་ཐེངས་གཉིས་ཕྱིར་སློག་པ་འདིར་འབྱུང་།
orders-desk-approvals-own = འདི་ཁྱེད་རང་གིས་ཞུས་པ་ཡིན། མི་གཞན་གྱིས་ཐག་གཅོད་དགོས།
orders-desk-approve = འཐད།
orders-desk-approved = འཐད་ཟིན། མི་དམངས་ཀྱིས་རྒྱུ་མཚན་མཐོང་།
orders-desk-not-approve = མི་འཐད།
orders-desk-not-approve-reason = ཅིའི་ཕྱིར་མི་འཐད།
orders-desk-not-approve-button = མི་འཐད། མུ་མཐུད་སྒྲུབ།
orders-desk-not-approved = མ་འཐད། རྒྱུ་མཚན་བྲིས་ཟིན།
orders-desk-talks = གྲོས་བསྡུར་སྒུག་པ།
orders-desk-talks-lead = ལས་ཁུངས་ཀྱིས་ཐེངས་གཉིས་ཕྱིར་སློག་བྱས། འབྲེལ་ཡོད་ཚང་མ་མཉམ་དུ་གྲོས་བསྡུར་བྱས་རྗེས་སུས་སྒྲུབ་པ་འབྲི།

## The department's page 部门的页面

orders-take-reply = སྡེ་ཁུལ་ལ་ལན་འདེབས།
orders-take-reply-by = { $time } གོང་ལ་ལན་འདེབས་རོགས།
orders-take-reply-text = ཇི་ལྟར་བསྒྲུབས། མི་དམངས་ལ་ཅི་བཤད།
orders-take-reply-hint = ཚིག་འདི་མི་དམངས་ཀྱིས་ཇི་བཞིན་མཐོང་། གང་དུ་སླེབས། རྗེས་མ་ནམ་ཡིན་འབྲི་རོགས།
orders-take-reply-send = སྡེ་ཁུལ་ལ་སྤྲོད།
orders-take-replied = ལན་སྡེ་ཁུལ་ལ་འབྱོར། ཐུགས་རྗེ་ཆེ།
orders-take-to-reply = ལན་འདེབས་དགོས་པ།

## The supervision committee's page 监委会的页面

orders-appeals-nav = མི་དམངས་ཀྱི་ཚིག
orders-appeals-title = དོན་དག་ཇི་ལྟར་བསྒྲུབས་པ།
orders-appeals-lead = ཚིག་གིས་ལན་འདེབས། དོན་དག་མི་བསྒྱུར། སྒྲུབ་མྱོང་མཁན་གྱིས་ལན་མི་འདེབས།
orders-appeals-waiting = ལན་སྒུག་པ།
orders-appeals-none = ལན་སྒུག་པ་མེད།
orders-appeals-none-advice = མི་དམངས་བློ་མ་ཁེངས་ན་འདིར་འབྲི།
orders-appeals-answered = ལན་བཏབ་ཟིན་པ།
orders-appeals-by = ཕྱི་མཐར་ { $time } ལན་འདེབས།
orders-appeals-said = མི་དམངས་ཀྱིས་གསུངས་པ།
orders-appeals-answer = ལྷན་ཁང་གི་ལན།
orders-appeals-answer-hint = གང་ལ་བལྟས། བསམ་ཚུལ་ཅི། ཇི་ལྟར་བྱེད་དགོས། མི་དམངས་ཀྱིས་ཇི་བཞིན་མཐོང་།
orders-appeals-send = མི་དམངས་ལ་ལན་འདེབས།
orders-appeals-done = ལན་བཏབ། མི་དམངས་ཀྱིས་མཐོང་།
orders-appeals-story = དོན་འདིའི་བརྒྱུད་རིམ།
orders-appeals-story-lead = འདིར་ཁ་པར་དང་སྒོ་ཨང་མེད།

## The field catalogue 字段目录

orders-fields-appeal = བློ་མ་ཁེངས་པའི་ཚིག ལྟ་སྐུལ་ཨུ་ཡོན་ལྷན་ཁང་ལ།
orders-fields-viewers-committee = རང་ཉིད་དང་ལྟ་སྐུལ་ཨུ་ཡོན་ལྷན་ཁང་།
