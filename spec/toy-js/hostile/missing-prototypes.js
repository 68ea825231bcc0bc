// options: --fuel=5000000
// status: 0
// stdout: ^survived\n$
Object.setPrototypeOf(Array.prototype, null);
Object.setPrototypeOf(Function.prototype, null);
Object.setPrototypeOf(Error.prototype, null);
delete Object.prototype.toString;
delete Object.prototype.hasOwnProperty;
delete Array.prototype.constructor;
const a = [1, 2];
a.push(3);
try { null.x; } catch (error) { error.message; }
try { ({}) + ''; } catch (error) {}
print('survived');
