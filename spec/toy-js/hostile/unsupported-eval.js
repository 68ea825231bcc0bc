// status: 1
// stdout: ^$
// stderr: (Syntax|Reference|Type|Eval)?Error.*
print(eval('1 + 1'));
