# What is told about points: what happened, never how many or what for.
points-notice-ending = ཁྱེད་ཀྱི་སྐར་གྲངས་ཁ་ཤས་མི་རིང་བར་དུས་ཡོལ། ཉིན་ག་ཚོད་ལ་ཡིན་པ་བལྟ་རོགས།
points-notice-upheld = སྐར་གྲངས་ཀྱི་བསྐྱར་ཞུ་མོས་མཐུན་བྱས། ཡོ་བསྲང་ཕྱིར་འཐེན་བྱས་ཚར།
points-notice-dismissed = སྐར་གྲངས་ཀྱི་བསྐྱར་ཞུ་མོས་མཐུན་མ་བྱུང་། རྒྱུ་མཚན་ནང་དུ་བྲིས་ཡོད།
points-notice-praise-asked = མི་ཞིག་གིས་ཁྱེད་ལ་བསྔགས་བརྗོད་བྱེད་འདོད་འདུག འཐད་མིན་བལྟ་རོགས། མི་འཐད་ཀྱང་འགྲིག
points-notice-praise-granted = ཁྱེད་ལ་བསྔགས་བརྗོད་བྱེད་རྒྱུ་ཐག་བཅད་ཚར། ཐུགས་རྗེ་ཆེ།
points-notice-praise-refused = ཁྱེད་ལ་བསྔགས་བརྗོད་བྱེད་རྒྱུ་མོས་མཐུན་མ་བྱུང་། རྒྱུ་མཚན་ནང་དུ་བྲིས་ཡོད།
