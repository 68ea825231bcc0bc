// status: 0
// stdout: ^3000 2999\n$
// generate: 'function f(' + Array.from({ length: 3000 }, (_, i) => 'p' + i).join() + ') { print(arguments.length, p2999) } f(' + Array.from({ length: 3000 }, (_, i) => i).join() + ')'
