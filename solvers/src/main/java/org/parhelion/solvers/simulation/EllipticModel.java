package org.parhelion.solvers.simulation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.parhelion.mesh.CartesianGrid;
import org.parhelion.mesh.Field;
import org.parhelion.mesh.stencil.Expr;

/**
 * −∇·(a ∇u) + k u = f for one unknown.
 *
 * @param coefficient a along each axis of the grid
 * @param shift k, the number 0 if there is none
 * @param source f
 * @param exact the solution, where it is known
 * @param error u − exact once the case is solved
 */
record EllipticModel(
        CaseFile file,
        EllipticSpec spec,
        CartesianGrid grid,
        Field unknown,
        List<Expr> coefficient,
        Expr shift,
        Expr source,
        Optional<Expr> exact,
        Field error,
        Map<String, Expr> quantities)
        implements CaseModel {

    static EllipticModel build(ModelBuilder builder, EllipticSpec spec) {
        Field unknown = builder.addField(spec.field(), spec.location(), spec.position());
        builder.addExpressions();
        builder.setBoundaries(unknown, spec.boundary());
        Expr source = builder.parseWithoutFields(spec.source(), "the source");
        Optional<Expr> exact = spec.exact().map(text -> builder.parseWithoutFields(text, "the exact solution"));
        Field error = builder.grid().field("error", spec.location());
        Map<String, Expr> known = new LinkedHashMap<>();
        exact.ifPresent(solution -> {
            known.put("exact", solution);
            known.put("error", error.expr());
        });
        return new EllipticModel(
                builder.file(),
                spec,
                builder.grid(),
                unknown,
                coefficient(builder, spec),
                spec.shift()
                        .map(text -> builder.parseWithoutFields(text, "the shift"))
                        .orElse(Expr.constant(0)),
                source,
                exact,
                error,
                builder.quantities(known));
    }

    private static List<Expr> coefficient(ModelBuilder builder, EllipticSpec spec) {
        List<Expr> along = new ArrayList<>();
        for (CaseText text : spec.coefficient()) {
            Expr expr = builder.parseWithoutFields(text, "the coefficient");
            Optional<Double> constant = ConstantValue.of(expr);
            if (constant.isPresent() && !(constant.get() > 0 && Double.isFinite(constant.get()))) {
                throw text.refuse("must be positive, but is " + NumberText.brief(constant.get()));
            }
            along.add(constant.map(Expr::constant).orElse(expr));
        }
        while (along.size() < builder.grid().dimensions()) {
            along.add(along.isEmpty() ? Expr.constant(1) : along.get(0));
        }
        return along;
    }

    /** What the case says about a coefficient. */
    CaseText coefficientText(int axis) {
        List<CaseText> texts = spec.coefficient();
        return texts.get(Math.min(axis, texts.size() - 1));
    }

    @Override
    public List<Field> fields() {
        return List.of(unknown);
    }
}
