// status: 1
// stderr: ^Uncaught .?plain text.?\n
throw 'plain text';
