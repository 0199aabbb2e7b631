package org.parhelion.solvers.simulation;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import org.parhelion.mesh.CartesianGrid;
import org.parhelion.mesh.stencil.Expr;
import org.parhelion.mesh.stencil.ExpressionException;
import org.parhelion.mesh.stencil.ExpressionParser;
import org.parhelion.mesh.stencil.Symbols;

/**
 * What the names of a case stand for. Named expressions may use each other in any order; each is parsed at its first use,
 * is one tree wherever it is used, and is refused if it needs itself.
 */
final class CaseSymbols implements Symbols {
    private final Map<String, Expr> values = new LinkedHashMap<>();
    private final Map<String, CaseText> texts = new LinkedHashMap<>();
    private final Deque<String> underway = new ArrayDeque<>();
    private final ExpressionParser parser;

    /**
     * @param grid where expressions will be evaluated
     * @param order of accuracy of derivatives
     */
    CaseSymbols(CartesianGrid grid, int order) {
        this.parser = new ExpressionParser(grid, this, order);
    }

    /** @throws InputException the name is taken, by the language or by an earlier one */
    void add(String name, Expr value, CaseSource.Position place) {
        checkNew(name, place);
        values.put(name, value);
    }

    void addText(String name, CaseText text) {
        checkNew(name, text.position());
        texts.put(name, text);
    }

    private void checkNew(String name, CaseSource.Position place) {
        if (ExpressionParser.isReserved(name)) {
            throw place.refuse("\"" + name + "\" has a fixed meaning in expressions; choose another name");
        }
        if (values.containsKey(name) || texts.containsKey(name)) {
            throw place.refuse(
                    "the name \"" + name + "\" is taken: parameters, expressions and fields share their names");
        }
    }

    /** @throws InputException the text is no expression; the message points at the column in the file */
    Expr parse(CaseText text) {
        try {
            return parser.parse(text.text());
        } catch (ExpressionException error) {
            throw text.refuse(error);
        }
    }

    @Override
    public Expr lookup(String name) {
        CaseText text = texts.get(name);
        if (text == null || values.containsKey(name)) {
            return values.get(name);
        }
        if (underway.contains(name)) {
            throw text.refuse("\"" + name + "\" is defined by itself: " + circle(name));
        }
        underway.addLast(name);
        Expr parsed = parse(text);
        underway.removeLast();
        values.put(name, parsed);
        return parsed;
    }

    @Override
    public Collection<String> names() {
        Map<String, Object> all = new LinkedHashMap<>(values);
        all.putAll(texts);
        return Collections.unmodifiableSet(all.keySet());
    }

    private String circle(String name) {
        StringBuilder circle = new StringBuilder();
        boolean inside = false;
        for (String step : underway) {
            inside |= step.equals(name);
            circle.append(inside ? step + " → " : "");
        }
        return circle.append(name).toString();
    }
}
