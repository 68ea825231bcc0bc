// status: 1
// stdout: ^$
// stderr: ^.*syntax-error\.js:8:11\n {2}let x = = 5;\n +\^\nSyntaxError: 
// Nothing of the program may run before the error is reported.
print('never printed');
{
  {
  let x = = 5;
  }
}
