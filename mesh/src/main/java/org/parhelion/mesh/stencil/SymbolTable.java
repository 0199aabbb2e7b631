package org.parhelion.mesh.stencil;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.parhelion.mesh.CartesianGrid;
import org.parhelion.mesh.Field;

/**
 * Fields, parameters and named expressions, and the parser of texts that use them:
 * {@code new SymbolTable(grid, 2).add(u).add(kappa).parse("kappa*laplacian(u)")}.
 */
public final class SymbolTable implements Symbols {
    private final ExpressionParser parser;
    private final Map<String, Expr> values = new LinkedHashMap<>();

    /**
     * @param grid where the expressions will be evaluated
     * @param accuracy order of accuracy of derivatives, 2 or 4
     */
    public SymbolTable(CartesianGrid grid, int accuracy) {
        this.parser = new ExpressionParser(grid, this, accuracy);
    }

    public SymbolTable add(Field field) {
        return add(field.name(), field);
    }

    public SymbolTable add(Parameter parameter) {
        return add(parameter.name(), parameter);
    }

    /**
     * Gives an expression a name.
     *
     * @throws ExpressionException if the name is no name, means something else in every expression, or is taken
     */
    public SymbolTable add(String name, Term value) {
        if (!Lexer.isName(name)) {
            throw new ExpressionException("'" + name
                    + "' cannot be a name: it must be letters, digits and '_', and begin with a letter or '_'");
        }
        if (ExpressionParser.isReserved(name)) {
            throw new ExpressionException("'" + name + "' has a fixed meaning in expressions; choose another name");
        }
        if (values.putIfAbsent(name, value.expr()) != null) {
            throw new ExpressionException("'" + name + "' is defined twice");
        }
        return this;
    }

    /** Reads a text in which the names of this table may be used. */
    public Expr parse(String text) {
        return parser.parse(text);
    }

    @Override
    public Expr lookup(String name) {
        return values.get(name);
    }

    @Override
    public Collection<String> names() {
        return Collections.unmodifiableSet(values.keySet());
    }
}
