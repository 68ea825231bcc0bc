// status: 1
// stdout: ^$
// stderr: SyntaxError: tagged templates are not supported
print('never');
const t = () => 1;
t`x`;
