# The frame around every page.
shell-skip = ནང་དོན་ལ་མཆོང་།
shell-back = ཕྱིར་ལོག
shell-print = པར་འདེབས།
shell-size-large = ཡིག་ཆེན།
shell-size-normal = སྤྱིར་བཏང་།
shell-nav = སྡེ་ཚན་གཙོ་བོ།
shell-menu = འདེམས་ཐོ་འབྱེད།
shell-menu-close = འདེམས་ཐོ་སྒོ་རྒྱག
shell-search = ཨང་གྲངས། དོན་དག ས་གནས་འཚོལ།
shell-search-hint = འཚོལ།
shell-sign-out = ཕྱིར་འབུད།
shell-call = ཁ་པར་བཏང་ངམ་ཚོམས་ཆེན་དུ་ཕེབས་ན་ཡང་འདྲ་བར་སྒྲུབ་ཆོག
shell-problem-call = ད་དུང་མི་འགྲིག་ན་སྡེ་ཁུལ་ལ་ཁ་པར་གཏོང་རོགས།
shell-errors = འདི་དག་ལ་ཡང་བསྐྱར་གཟིགས་རོགས།
shell-pages = ཤོག་ངོས།
shell-newer = ཤོག་ངོས་སྔོན་མ།
shell-older = ཤོག་ངོས་རྗེས་མ།
