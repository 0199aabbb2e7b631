package org.parhelion.solvers.simulation;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.parhelion.mesh.stencil.Expr;
import org.parhelion.mesh.stencil.ExpressionException;
import org.parhelion.mesh.stencil.ExpressionParser;
import org.parhelion.mesh.stencil.Symbols;
import org.parhelion.solvers.simulation.SchemaType.Numeric.Bound;

/** Numbers of case files: plain ones such as {@code 1e-5}, or constant expressions of the parameters known so far. */
final class CaseNumbers {
    private static final Pattern PLAIN = Pattern.compile("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?");

    private final Map<String, CaseFile.Parameter> parameters;

    /** @param parameters looked up when a number is asked for, so more may be added later */
    CaseNumbers(Map<String, CaseFile.Parameter> parameters) {
        this.parameters = parameters;
    }

    /** The number, or nothing if the text is something else, such as a constant expression. */
    static Optional<Double> plain(String text) {
        return PLAIN.matcher(text).matches() ? Optional.of(Double.valueOf(text)) : Optional.empty();
    }

    /**
     * The value of a number or constant expression.
     *
     * @param key for messages
     * @throws InputException it is no expression, not constant, or out of bounds
     */
    double value(String key, CaseNode node, Bound bound) {
        CaseText text = CaseText.of(key, node);
        double value = plain(text.text()).orElseGet(() -> evaluate(text));
        if (!new SchemaType.Numeric(bound).allows(value)) {
            throw text.refuse("takes " + new SchemaType.Numeric(bound).describe() + ", not " + value);
        }
        return value;
    }

    private double evaluate(CaseText text) {
        try {
            Expr expr = ExpressionParser.ofConstants(new Known()).parse(text.text());
            return ConstantValue.of(expr)
                    .orElseThrow(() -> text.refuse("must be constant: numbers, pi, parameters and functions of them"));
        } catch (ExpressionException error) {
            throw text.refuse(error);
        }
    }

    /** Parameters by name. */
    private final class Known implements Symbols {
        @Override
        public Expr lookup(String name) {
            CaseFile.Parameter parameter = parameters.get(name);
            return parameter == null ? null : Expr.constant(parameter.value());
        }

        @Override
        public Collection<String> names() {
            return parameters.keySet();
        }
    }
}
