# The frame around every page.
shell-skip = 跳到正文
shell-back = 返回
shell-print = 打印
shell-size-large = 大字
shell-size-normal = 标准字
shell-nav = 主要栏目
shell-menu = 打开菜单
shell-menu-close = 收起菜单
shell-search = 找单号、事项、地点
shell-search-hint = 找单号、事项
shell-sign-out = 退出
shell-call = 不方便用手机？打电话或到大厅，一样办：
shell-problem-call = 还是不行？打电话给社区：
shell-errors = 这几处请再看看
shell-pages = 翻页
shell-newer = 上一页
shell-older = 下一页
