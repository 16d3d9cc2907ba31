# Taking a step back, who else is here

orders-undo-heading = ཨང་ { $number } གོམ་པ་འདི་ཕྱིར་འཐེན་ཆོག
orders-undo-lead = སྐར་ཆ་ 10 ནང་སུ་ལའང་མི་བརྡ། ཕྱིར་འཐེན་ན་མ་བྱས་པ་དང་འདྲ།
orders-undo-button = ཕྱིར་འཐེན།
orders-undo-over = དུས་རྫོགས་སོང་། གོམ་པ་འདི་གཏན་འཁེལ།
orders-undo-done = ཕྱིར་འཐེན་ཟིན། སྔོན་མ་བཞིན་ཡིན། སུ་ལའང་མ་བརྡས།
orders-undo-told = { $who } ཡིས་གོམ་པ་ཞིག་བྱས་ནས་ལམ་སང་ཕྱིར་འཐེན།

orders-undo-too-late = སྐར་ཆ་ 10 ལས་བརྒལ་སོང་། ཕྱིར་འཐེན་མི་ཐུབ།
orders-undo-others = ལས་རོགས་གཞན་གྱིས་བྱས་པ་ཡིན། ཁོང་རང་གིས་ཕྱིར་འཐེན་དགོས།
orders-undo-not-latest = དེའི་རྗེས་གཞན་ཞིག་བྱུང་སོང་། ཕྱིར་འཐེན་མི་ཐུབ།
orders-undo-left = མི་གཞན་གྱིས་མཐོང་ཟིན། ཕྱིར་འཐེན་མི་ཐུབ།

orders-undo-here-reads = { $name } ཡིས་ཀྱང་འདི་ལྟ་བཞིན་ཡོད།
orders-undo-here-writes = { $name } ཡིས་ལན་འབྲི་བཞིན་ཡོད།
orders-undo-here-advice = སུས་སྒྲུབ་ཀྱང་ཆོག སྔོན་ལ་བརྡ་གཏོང་རོགས།
orders-undo-kept = ད་གིན་བྲིས་པའི་ཡི་གེ བཤུས་ནས་བཀོལ་ཆོག

orders-undo-fields-before = ཕྱིར་འཐེན་སྐབས་སྔོན་མ་བཞིན་བཟོ་བ།
orders-undo-fields-here = ལས་རོགས་སུས་དོན་འདི་ལྟ་བཞིན་ཡོད་པ།
orders-undo-fields-viewers = དུས་མཚུངས་སུ་དོན་འདི་ལྟ་བའི་ལས་རོགས།
orders-undo-fields-retention = སྐར་ཆ་ 10 རྗེས་བསུབ།
orders-undo-fields-minute = ཤོག་ངོས་ནས་ཕྱིར་ཐོན་ནས་སྐར་མ་གཅིག་རྗེས་བསུབ།
