// What the entry points declare, as the compiler sees it: the functions that a program can call,
// with the names of their arguments.

import { join, resolve } from 'node:path';
import ts from 'typescript';

const ROOT = resolve(__dirname, '../..');

/** An argument, as it is declared. */
export interface Parameter {
  readonly name: string;
  /** Names of the options, where it is a bag of them. */
  readonly options: readonly string[];
}

/** One name that an entry exports. */
export interface Declared {
  readonly isClass: boolean;
  /** Arguments of the function, or of the constructor; undefined where a program cannot call it. */
  readonly parameters: readonly Parameter[] | undefined;
  /**
   * Arguments of each public method; those of a setter and of a property that is a function
   * likewise.
   */
  readonly methods: ReadonlyMap<string, readonly Parameter[]>;
}

/** Names by entry: 'index', 'memory/index', 'alloc/index'. */
export type Declarations = ReadonlyMap<string, ReadonlyMap<string, Declared>>;

class Reader {
  private readonly checker: ts.TypeChecker;

  constructor(private readonly program: ts.Program) {
    this.checker = program.getTypeChecker();
  }

  read(file: string): ReadonlyMap<string, Declared> {
    const source = this.program.getSourceFile(file)!;
    const exported = this.checker.getExportsOfModule(this.checker.getSymbolAtLocation(source)!);
    return new Map(exported.map((symbol) => [symbol.name, this.declared(symbol)]));
  }

  private declared(exported: ts.Symbol): Declared {
    const isAlias = (exported.flags & ts.SymbolFlags.Alias) !== 0;
    const symbol = isAlias ? this.checker.getAliasedSymbol(exported) : exported;
    const isClass = (symbol.flags & ts.SymbolFlags.Class) !== 0;
    const isType = (symbol.flags & (ts.SymbolFlags.Class | ts.SymbolFlags.Interface)) !== 0;
    const properties = isType ? this.publicOf(this.checker.getDeclaredTypeOfSymbol(symbol)) : [];
    const methods = new Map<string, readonly Parameter[]>();
    for (const property of properties) {
      const parameters = this.parametersOf(property);
      if (parameters !== undefined) methods.set(property.name, parameters);
    }
    for (const property of isClass ? this.publicOf(this.typeOf(symbol)) : []) {
      const parameters = property.name === 'prototype' ? undefined : this.parametersOf(property);
      if (parameters !== undefined) methods.set(`static ${property.name}`, parameters);
    }
    return {
      isClass,
      parameters: isClass ? this.constructorOf(symbol) : this.parametersOf(symbol),
      methods,
    };
  }

  private typeOf(symbol: ts.Symbol): ts.Type {
    return this.checker.getTypeOfSymbol(symbol);
  }

  /** Properties that are neither private nor named by a symbol, nor those of every error. */
  private publicOf(type: ts.Type): ts.Symbol[] {
    const isHidden = (declaration: ts.Declaration): boolean => {
      const name = ts.getNameOfDeclaration(declaration);
      const flags = ts.getCombinedModifierFlags(declaration);
      const isPrivate = (flags & (ts.ModifierFlags.Private | ts.ModifierFlags.Protected)) !== 0;
      return isPrivate || (name !== undefined && ts.isPrivateIdentifier(name));
    };
    const isForeign = (declaration: ts.Declaration): boolean =>
      /node_modules/.test(declaration.getSourceFile().fileName);
    return this.checker.getPropertiesOfType(type).filter(({ declarations = [], name }) => {
      if (name.startsWith('__@') || declarations.some(isHidden)) return false;
      return declarations.length > 0 && !declarations.some(isForeign);
    });
  }

  private constructorOf(symbol: ts.Symbol): readonly Parameter[] | undefined {
    const isHidden = symbol.declarations!.some(
      (declaration) =>
        ts.isClassDeclaration(declaration) &&
        declaration.members.some(
          (member) =>
            ts.isConstructorDeclaration(member) &&
            (ts.getCombinedModifierFlags(member) & ts.ModifierFlags.Private) !== 0,
        ),
    );
    const signatures = this.typeOf(symbol).getConstructSignatures();
    return isHidden || signatures.length === 0 ? undefined : this.longest(signatures);
  }

  private parametersOf(symbol: ts.Symbol): readonly Parameter[] | undefined {
    const setter = symbol.declarations?.find(ts.isSetAccessor);
    if (setter !== undefined)
      return setter.parameters.map(({ name }) => ({ name: name.getText(), options: [] }));
    const type = this.checker.getNonNullableType(this.typeOf(symbol));
    const signatures = type.getCallSignatures();
    return signatures.length === 0 ? undefined : this.longest(signatures);
  }

  /** Parameters of the overload that takes the most. */
  private longest(signatures: readonly ts.Signature[]): readonly Parameter[] {
    return signatures
      .map((signature) => signature.getParameters())
      .reduce((most, parameters) => (parameters.length > most.length ? parameters : most))
      .map((parameter) => ({ name: parameter.name, options: this.optionsOf(parameter) }));
  }

  /**
   * Names of the properties of a type that is of this project, and in which all may be left out.
   */
  private optionsOf(parameter: ts.Symbol): readonly string[] {
    const type = this.checker.getNonNullableType(this.typeOf(parameter));
    const properties = this.publicOf(type);
    const isOptional = ({ flags }: ts.Symbol): boolean => (flags & ts.SymbolFlags.Optional) !== 0;
    return properties.every(isOptional) ? properties.map(({ name }) => name) : [];
  }
}

/** Reads the three entries. Takes seconds. */
export function readDeclarations(): Declarations {
  const entries = ['index', 'memory/index', 'alloc/index'];
  const files = entries.map((entry) => join(ROOT, `src/${entry}.ts`));
  const { config } = ts.readConfigFile(join(ROOT, 'tsconfig.json'), (path) =>
    ts.sys.readFile(path),
  );
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, ROOT);
  const reader = new Reader(ts.createProgram(files, options));
  return new Map(entries.map((entry, index) => [entry, reader.read(files[index]!)]));
}
