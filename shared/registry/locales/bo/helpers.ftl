helpers-nav = ངའི་དུས་ཚོད།
helpers-title = ང་ལ་ཅི་རོགས་བྱེད་ཐུབ། ནམ་ཁོམ།
helpers-title-other = { $name } ཡིས་རོགས་རམ་ཇི་ལྟར་བྱེད་འདོད།
helpers-lead = ཁྱེད་ཀྱིས་འདེམས་པ་ལྟར་ལས་དོན་སྟོན། མི་ལེན་ན་རྒྱུ་མཚན་མི་དགོས། ནམ་ཡང་བཅོས་ཆོག
helpers-takes = ད་ལྟ་ལས་འགན་ལེན་འདོད་དམ།
helpers-takes-yes = ལེན་འདོད།
helpers-takes-no = རེ་ཞིག་ངལ་གསོ།
helpers-pause = ཉིན་ག་འདྲའི་བར་མཚམས་འཇོག
helpers-pause-wrong = དེ་རིང་ངམ་རྗེས་མའི་ཟླ་ཚེས་འདེམས་རོགས།
helpers-skills = ངས་ཤེས་པ།
helpers-skills-hint = ག་ཚོད་འདེམས་ཀྱང་ཆོག ལག་ཁྱེར་དགོས་པའི་ལས་ལ་སྔོན་ལ་སྡེ་ཁུལ་ལ་ལག་ཁྱེར་སྟོན་དགོས།
helpers-areas = ང་འགྲོ་འདོད་ས།
helpers-areas-hint = གང་ཡང་མ་འདེམས་ན་གང་དུའང་ཆོག
helpers-languages = ངས་ཤེས་པའི་སྐད།
helpers-times = ནམ་ཁོམ།
helpers-times-hint = སྔ་དྲོ་ 9:00–13:00 ཕྱི་དྲོ་ 13:00–18:00 དགོང་མོ་ 18:00–21:00
helpers-weekday =
    { $weekday ->
    [1] གཟའ་ཟླ་བ།
    [2] གཟའ་མིག་དམར།
    [3] གཟའ་ལྷག་པ།
    [4] གཟའ་ཕུར་བུ།
    [5] གཟའ་པ་སངས།
    [6] གཟའ་སྤེན་པ།
   *[7] གཟའ་ཉི་མ།
    }
helpers-morning = སྔ་དྲོ།
helpers-afternoon = ཕྱི་དྲོ།
helpers-evening = དགོང་མོ།
helpers-saved = ཐོ་བཀོད་ཟིན། ད་ནས་འདི་ལྟར་བྱེད།
skill-plumbing = ཆུ་མདོང་བཅོས་པ།
skill-electricity-licensed = གློག་བཟོ་བ། (ལག་ཁྱེར་ཡོད།)
skill-carpentry = ཤིང་བཟོ།
skill-cleaning = གཙང་སྦྲ།
skill-carrying = དངོས་པོ་སྐྱེལ་བ།
skill-driving = རླངས་འཁོར་གཏོང་བ།
skill-escort = མཉམ་དུ་འགྲོ་བ།
skill-reading-writing = ཚབ་ཀློག་ཚབ་བྲིས།
skill-phone-help = ཁ་པར་བེད་སྤྱོད་སློབ་པ།
skill-tibetan-interpreting = བོད་སྐད་སྐད་སྒྱུར།
skill-hair = སྐྲ་བཞར་བ།
skill-cooking = ཁ་ལག་བཟོ་བ།
skill-child-tutoring = ཕྲུ་གུར་སློབ་ཁྲིད།
skill-legal = ཁྲིམས་ཀྱི་ཤེས་བྱ།
skill-first-aid = ཛ་དྲག་གསོ་སྐྱོབ།
skill-rescue = ཛ་དྲག་རོགས་སྐྱོབ།
skill-gardening = མེ་ཏོག་འདེབས་སྐྱོང་།
skill-performing = སྒྱུ་རྩལ་འཁྲབ་སྟོན།
helpers-answers = འདོད་པ་བསྐང་བར་དང་བླངས།
helpers-answers-hint = འདེམས་ཆོག ནམ་ཡང་བཅོས་ཆོག མངགས་པའི་སྐབས་སྒྲིག་པར་མ་གཏོགས་མི་བཀོལ། མིང་ཐོ་མི་སྟོན།
helpers-answers-woman = བུད་མེད་རོགས་པ་དགོས་ན་ང་འདྲི་ཆོག
helpers-answers-man = སྐྱེས་པ་རོགས་པ་དགོས་ན་ང་འདྲི་ཆོག
