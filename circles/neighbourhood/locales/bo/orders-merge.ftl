# Merging, splitting, caring about one too

orders-state-merged = མཉམ་དུ་བསྲེས་ཟིན་པ།
orders-told-merge = སྡེ་ཁུལ་གྱིས་དོན་གཅིག་པ་ཡིན་པ་མཐོང་ནས་མཉམ་དུ་སྒྲུབ།
orders-told-unmerge = དོན་གཞན་ནས་ཁ་བྲལ་ཏེ་ལོགས་སུ་སྒྲུབ།
orders-told-close-merged = མཉམ་དུ་སྒྲུབ་པའི་དོན་དེ་མཇུག་སྒྲིལ། འདི་ཡང་མཇུག་སྒྲིལ།
orders-told-split = སྡེ་ཁུལ་གྱིས་ཆ་ཤས་ཤིག་ལོགས་སུ་སྒྲུབ།
orders-merge-other-ended = མཉམ་དུ་སྒྲུབ་པའི་དོན་དེ་མུ་མཐུད་མི་སྒྲུབ།
orders-fields-care = སྤྱི་པའི་དོན་འདིར་སུས་སེམས་ཁུར་བྱེད་པ། མཇུག་སྒྲིལ་ནས་ཉིན་ 30 རྗེས་སུ་སུབ།

## What everyone may know

orders-merge-all-submit = མི་ཞིག་གིས་དོན་འདི་བཏོན་སོང་།
orders-merge-all-accept = སྡེ་ཁུལ་གྱིས་དང་ལེན་བྱས།
orders-merge-all-dispatch = སྡེ་ཁུལ་གྱིས་སྒྲུབ་མཁན་འཚོལ་བཞིན་ཡོད།
orders-merge-all-take = མི་ཞིག་གིས་བླངས་སོང་།
orders-merge-all-again = མི་གཞན་གྱིས་སྒྲུབ། སྡེ་ཁུལ་གྱིས་འཚོལ་བཞིན་ཡོད།
orders-merge-all-done = སྒྲུབ་ཚར་སོང་། ཞིབ་བཤེར་ལ་སྒུག
orders-merge-all-verify = མི་གཞན་གྱིས་ཞིབ་བཤེར་བྱས། སྒྲུབ་ཟིན།
orders-merge-all-fail-check = ཞིབ་བཤེར་བྱས། ད་དུང་སྒྲུབ་མ་ཚར།
orders-merge-all-reopen = ཐག་མ་ཆོད། བསྐྱར་དུ་སྒྲུབ།
orders-merge-all-close = མཇུག་སྒྲིལ།
orders-merge-all-ended = དོན་འདི་མུ་མཐུད་མི་སྒྲུབ།
orders-merge-all-merge = དོན་གཞན་ཞིག་དང་མཉམ་དུ་སྒྲུབ།

## Refusals

orders-refused-no-such-order = ཨང་གྲངས་འདི་མེད། ཡང་ན་དེ་མཇུག་སྒྲིལ་ཟིན། ཨང་གྲངས་ལ་བསྐྱར་གཟིགས།
orders-refused-same-order = འདི་རང་ཡིན།
orders-refused-into-merged = དེ་རང་ཡང་གཞན་ལ་བསྲེས་ཟིན། མཐའ་མའི་དོན་ལ་སྲེས།
orders-refused-leads-others = གཞན་ཞིག་འདི་ལ་བསྲེས་ཟིན། ལྡོག་ནས་སྲེས། ཡང་ན་སྔོན་ལ་ཁ་ཕྲལ།
orders-refused-other-class = སྤྱི་པའི་དོན་དང་སྒེར་གྱི་དོན་སྲེས་མི་ཆོག ཁྱིམ་གྱི་ཞབས་ཞུ་དང་སྤྱི་གནས་ཀྱང་སྲེས་མི་ཆོག སྤྱི་གནས་ལ་ཁྱིམ་མཚེས་ཀྱི་ཁ་བྱང་ཡོད།
orders-refused-other-person = སྒེར་གྱི་དོན་ནི་མི་གཅིག་གིས་བཏོན་པ་དང་ཁོ་ན་སྲེས་ཆོག མི་གཞན་གྱིས་མི་མཐོང་བའི་ཆེད།
orders-refused-own-matter = འདི་ཁྱེད་རང་གིས་བཏོན་པ་ཡིན། “ངའི་དོན་དག”ནང་གཟིགས།
orders-refused-title-names = ཁ་བྱང་ཚང་མས་མཐོང་། མིང་། ཁ་པར། སྒོ་ཨང་མ་འབྲི།

## The asker's page

orders-merge-now = དོན་གཞན་ཞིག་དང་མཉམ་དུ་སྒྲུབ།
orders-merge-goes-on = ཨང་གྲངས་ { $number } དང་མཉམ་དུ་སྒྲུབ།
orders-merge-went-with = ཨང་གྲངས་ { $number } དང་མཉམ་དུ་མཇུག་སྒྲིལ།
orders-merge-goes-on-lead = ཁྱེད་ཀྱིས་ཅི་ཡང་བྱེད་མི་དགོས། དེའི་འཕེལ་རིམ་འདིར་མཐོང་། ཐག་མ་ཆོད་ན་ཁྱེད་ཀྱིས་སྔར་བཞིན་གསུངས་ཆོག
orders-merge-not-same = དོན་གཅིག་མིན་ནམ། འོག་ཏུ་གསུངས། སྡེ་ཁུལ་གྱིས་ཁ་ཕྲལ་ངེས།
orders-merge-parts = ལོགས་སུ་སྒྲུབ་པའི་ཆ་ཤས།
orders-merge-origin = འདི་ཁྱེད་ཀྱི་དོན་གྱི་ཆ་ཤས་ཡིན།

## Caring

orders-care-offered = ཁྱིམ་མཚེས་ཀྱིས་འདི་དག་བཏོན་ཟིན། ཁྱེད་ཀྱི་ཡང་ཡིན་ནམ།
orders-care-offered-lead = ཡིན་ན་ཐེངས་གཅིག་མནོན། འཕེལ་རིམ་མཐོང་། བསྐྱར་དུ་འབྲི་མི་དགོས།
orders-care-none-of-these = འདི་དག་མིན། འོག་ཏུ་མུ་མཐུད།
orders-care-do = ངས་ཀྱང་སེམས་ཁུར་བྱེད།
orders-care-title = ངས་ཀྱང་སེམས་ཁུར་བྱེད།
orders-care-done = ཐོ་བཀོད་ཟིན། འཕེལ་རིམ་འདིར་གཟིགས།
orders-care-keep = ཐོ་ཁོངས་མེད་ན། ཨང་གྲངས་དང་འཚོལ་ཨང་ཐོར་ཁོད། རྗེས་མར་དེས་འཕེལ་རིམ་མཐོང་།
orders-care-stop = མཚམས་འཇོག
orders-care-stop-lead = མནོན་ན་ལམ་སང་སུབ། ཅི་ཡང་མི་ལུས། རྗེས་མར་བསྐྱར་མནོན་ཆོག
orders-care-stopped = སུབ་ཟིན།
orders-care-ended = ཁྱེད་ཀྱིས་འདིར་མཚམས་བཞག་ཟིན། ཡང་ན་དོན་དེ་སྔ་མོ་ནས་མཇུག་སྒྲིལ།
orders-care-untitled = སྤྱི་པའི་དོན།
orders-care-progress = འཕེལ་རིམ།
orders-care-other = ཁྱེད་ཀྱི་གནས་ཚུལ་མི་འདྲ་འམ།
orders-care-ask-own = རང་གིས་དོན་ཞིག་བཏོན།
orders-care-since = { $when } བཏོན།
orders-care-counter = མི་ཞིག་གིས་བཏོན་ཟིན་སྲིད།
orders-care-counter-lead = སྔོན་ལ་ཁ་བྱང་མི་དམངས་ལ་ཀློག གཅིག་པ་ཡིན་ན་ཁོང་གིས་ཀྱང་སེམས་ཁུར་བྱེད་པ་ཐོར་ཁོད།
orders-care-counter-do = ཁོང་གི་ཚབ་ཏུ་ཐོར་ཁོད།
orders-care-counter-done = མི་དམངས་ཀྱི་ཚབ་ཏུ་ཐོར་བཀོད་ཟིན།
orders-care-counter-account = མི་དམངས་ལ་ཐོ་ཁོངས་ཡོད། “ངའི་དོན་དག”ནང་མཐོང་།

## The office's page

orders-merge-kin = འབྲེལ་ཡོད་དོན་དག
orders-merge-cares = ཁྱིམ་མཚེས་ { $count } ཡིས་ཀྱང་སེམས་ཁུར་བྱེད།
orders-merge-into = འདི་ལ་བསྲེས་ཟིན།
orders-merge-merged = འདི་ལ་བསྲེས་པ།
orders-merge-merged-lead = རྗེས་སུ་གསུངས་པའང་འདིར་ཡོད། ལན་འདེབས་ན་དོན་དེ་ཁ་ཕྱེས།
orders-merge-linked-origin = འདི་ནས་ཁ་བྲལ།
orders-merge-linked-parts = འདི་ནས་ཁ་བྲལ་བ།
orders-merge-merge = དོན་གཅིག་ཡིན་ནམ། གཞན་ལ་སྲེས།
orders-merge-near = སྡོད་ཁུལ་གཅིག རིགས་གཅིག སྒྲུབ་མ་ཚར་བ།
orders-merge-near-none = འདྲ་བ་མ་རྙེད། ཨང་གྲངས་ཤེས་ན་འབྲི།
orders-merge-number = ཡང་ན་ཨང་གྲངས་འབྲི།
orders-merge-words = མི་དམངས་ལ་ཚིག་གཅིག (མ་བྲིས་ཀྱང་ཆོག)
orders-merge-words-hint = མི་དམངས་གཞན་དང་ཁོང་གི་ཚིག་མ་འབྲི།
orders-merge-lead = བསྲེས་རྗེས་ཐོ་ཚང་མ་ནས་བུད། དུས་ཚོད་མཚམས་འཇོག ནོར་ན་སྔར་བཞིན་ཁ་ཕྲལ་ཆོག
orders-merge-do = སྲེས།
orders-merge-merged-done = བསྲེས་ཟིན།
orders-merge-choose = གཅིག་འདེམས། ཡང་ན་ཨང་གྲངས་འབྲི།
orders-merge-unmerge = དོན་གཅིག་མིན་ནམ། ཁ་ཕྲལ།
orders-merge-unmerge-lead = ཁ་ཕྲལ་ན་སྔར་བཞིན་འགྱུར། གོམ་པ། མི། ལྷག་པའི་དུས་ཚོད་ཚང་མ་སྔར་བཞིན།
orders-merge-unmerge-reason = རྒྱུ་མཚན། (མི་དམངས་ལ་བཤད)
orders-merge-unmerge-do = ཁ་ཕྲལ།
orders-merge-unmerged-done = ཁ་ཕྲལ་ཟིན།
orders-merge-public-title = ཁྱིམ་མཚེས་ལ་སྟོན་པའི་ཁ་བྱང་།
orders-merge-public-title-hint = འདི་བྲིས་ན་ཁྱིམ་མཚེས་ཀྱིས་“ངས་ཀྱང་སེམས་ཁུར་བྱེད”མནོན་ཐུབ། ཚང་མས་མཐོང་། རང་གི་ཚིག་གིས་བྲིས། མིང་། ཁ་པར། སྒོ་ཨང་མ་འབྲི།
orders-merge-public-title-none = ད་དུང་མ་བྲིས། ཁྱིམ་མཚེས་ཀྱིས་མི་མཐོང་།
orders-merge-public-title-saved = ཁ་བྱང་ཉར་ཟིན།
orders-merge-save = ཉར་བ།
orders-merge-split = ནང་དུ་དོན་དུ་མ་ཡོད་དམ། གཅིག་ཁ་ཕྲལ།
orders-merge-split-title = ཨང་གྲངས་ { $number } ནས་གཅིག་ཁ་ཕྲལ།
orders-merge-split-lead = ཨང་གྲངས་རྙིང་པ་མི་འགྱུར། གསར་པ་ལ་རང་གི་ཨང་གྲངས་ཡོད། མི་དམངས་གཅིག་པའི་ཡིན། དུས་ཚོད་ད་ལྟ་ནས་རྩི། མང་པོ་ཡིན་ན་བསྐྱར་དུ་བྱེད།
orders-merge-split-body = ཁ་ཕྲལ་བ་དེ་ཅི་ཡིན།
orders-merge-split-body-hint = རང་གི་ཚིག་གིས་དོན་འདི་ཁོ་ན་འབྲི།
orders-merge-split-photos = པར་གང་དག་འདིའི་ཡིན། མ་བདམས་ན་མི་འཁྱེར།
orders-merge-split-photo = པར་ { $count }
orders-merge-split-do = ཁ་ཕྲལ།
orders-merge-split-done = ཁ་ཕྲལ་ཟིན། འདི་གསར་པ་ཡིན།
orders-merge-waits = དོན་གཞན་དང་མཉམ་དུ་སྒྲུབ། འདིར་ཅི་ཡང་བྱེད་མི་དགོས།
