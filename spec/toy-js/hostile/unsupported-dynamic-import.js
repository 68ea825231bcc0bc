// status: 1
// stdout: ^$
// stderr: SyntaxError: .*import.* not supported
print('never');
import('fs');
