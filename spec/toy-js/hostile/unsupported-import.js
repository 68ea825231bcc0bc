// status: 1
// stdout: ^$
// stderr: SyntaxError
print('never');
import fs from 'fs';
