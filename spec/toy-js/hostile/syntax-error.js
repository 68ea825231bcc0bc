// status: 1
// stdout: ^$
// stderr: syntax-error\.js:9:11\b[\s\S]*let x = = 5;\n +\^\n[\s\S]*SyntaxError|SyntaxError[\s\S]*syntax-error\.js:9:\d+[\s\S]*let x = = 5;\n +\^
// Nothing of the program may run before the error is reported.
print('never printed');
{
  {
  let x = = 5;
  }
}
