// status: 0
// stdout: ^5000 12497500\n$
// generate: '(function () {' + Array.from({ length: 5000 }, (_, i) => `let v${i} = ${i};`).join('\n') + 'print(5000,' + Array.from({ length: 50 }, (_, j) => '(' + Array.from({ length: 100 }, (_, i) => 'v' + (j * 100 + i)).join('+') + ')').join('+') + ')})()'
