package org.parhelion.mesh.stencil;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.parhelion.mesh.CartesianGrid;
import org.parhelion.mesh.Field;

/**
 * Fields, parameters and named expressions by name. Named expressions are given as text and may use each other in any order;
 * each is parsed at its first use and is one tree wherever it is used.
 */
public final class SymbolTable implements Symbols {
    private final ExpressionParser parser;
    private final Map<String, Expr> values = new LinkedHashMap<>();
    private final Map<String, String> texts = new HashMap<>();
    private final Deque<String> underway = new ArrayDeque<>();

    /**
     * @param grid where the expressions will be evaluated
     * @param accuracy order of accuracy of derivatives, 2 or 4
     */
    public SymbolTable(CartesianGrid grid, int accuracy) {
        this.parser = new ExpressionParser(grid, this, accuracy);
    }

    public SymbolTable add(Field field) {
        put(field.name(), field.expr());
        return this;
    }

    public SymbolTable add(Parameter parameter) {
        put(parameter.name(), parameter.expr());
        return this;
    }

    /** A named expression; its text is not looked at before the name is used. */
    public SymbolTable add(String name, String text) {
        put(name, null);
        texts.put(name, text);
        return this;
    }

    /** Reads a text in which the names of this table may be used. */
    public Expr parse(String text) {
        return parser.parse(text);
    }

    @Override
    public Expr lookup(String name) {
        Expr known = values.get(name);
        if (known != null || !values.containsKey(name)) {
            return known;
        }
        if (underway.contains(name)) {
            throw new ExpressionException("'" + name + "' is defined by itself: " + circle(name));
        }
        underway.addLast(name);
        try {
            Expr expr = parser.parse(texts.get(name));
            values.put(name, expr);
            return expr;
        } catch (ExpressionException problem) {
            throw problem.in(name, texts.get(name));
        } finally {
            underway.removeLast();
        }
    }

    @Override
    public Collection<String> names() {
        return Collections.unmodifiableCollection(values.keySet());
    }

    private String circle(String name) {
        StringBuilder circle = new StringBuilder();
        boolean inside = false;
        for (String step : underway) {
            inside |= step.equals(name);
            if (inside) {
                circle.append(step).append(" → ");
            }
        }
        return circle.append(name).toString();
    }

    private void put(String name, Expr value) {
        if (!Lexer.isName(name)) {
            throw new ExpressionException("'" + name
                    + "' cannot be a name: it must be letters, digits and '_', and begin with a letter or '_'");
        }
        if (ExpressionParser.isReserved(name)) {
            throw new ExpressionException("'" + name + "' has a fixed meaning in expressions; choose another name");
        }
        if (values.containsKey(name)) {
            throw new ExpressionException("'" + name + "' is defined twice");
        }
        values.put(name, value);
    }
}
