// status: 1
// stderr: ^Uncaught Error: still reported
Object.freeze(Object.prototype);
Array.prototype.push = Array.prototype.join = Error.prototype.toString = String.prototype.concat = () => { throw 'patched'; };
throw new Error('still reported');
