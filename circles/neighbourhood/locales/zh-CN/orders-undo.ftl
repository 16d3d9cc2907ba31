# 撤回一步、谁也在看 taking a step back, who else is here

orders-undo-heading = { $number } 号：刚才这一步可以撤回
orders-undo-lead = 10 秒之内还没有通知任何人。撤回后就当没做过。
orders-undo-button = 撤回
orders-undo-over = 时间到了，这一步已经生效。
orders-undo-done = 撤回了，和没做过一样，没有通知任何人。
orders-undo-told = { $who }做了一步，马上又撤回了。

orders-undo-too-late = 超过 10 秒，撤不回了。要改请用页面上的办法。
orders-undo-others = 这一步是别的同事做的，由做的人撤回。
orders-undo-not-latest = 这件事之后又有了新进展，撤不回了。
orders-undo-left = 已经有人看到或收到通知，撤不回了。

orders-undo-here-reads = { $name }也在看这件事
orders-undo-here-writes = { $name }正在写答复
orders-undo-here-advice = 谁都可以办。动手前打个招呼，免得重复。
orders-undo-kept = 您刚才写的，可以抄走再用

orders-undo-fields-before = 撤回时恢复原样
orders-undo-fields-here = 同事谁也开着这件事，免得两人写同一个答复
orders-undo-fields-viewers = 同时开着这件事的同事
orders-undo-fields-retention = 10 秒后删
orders-undo-fields-minute = 离开页面一分钟后删
