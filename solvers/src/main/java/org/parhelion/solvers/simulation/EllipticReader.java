package org.parhelion.solvers.simulation;

import static org.parhelion.solvers.simulation.CaseFileBuilder.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.parhelion.mesh.Location;

/** Reads what a case has of the models {@code poisson} and {@code helmholtz}; checks what a schema cannot say. */
final class EllipticReader {
    private EllipticReader() {}

    static EllipticSpec read(CaseNode.Mapping root, GridSpec grid) {
        String field = text(root, "field").orElse("u");
        CaseNode named = root.get("field");
        if (!CaseValidator.isName(field)) {
            throw named.position()
                    .refuse("field: \"" + field
                            + "\" is no field name: names are a letter, then letters, digits and _");
        }
        return new EllipticSpec(
                text(root, "model").orElseThrow(),
                field,
                Location.valueOf(text(root, "location").orElse("cell").toUpperCase(Locale.ROOT)),
                coefficient(root.get("coefficient"), grid),
                optional(root, "shift"),
                CaseText.of("source", root.get("source")),
                Optional.ofNullable(root.get("boundary"))
                        .map(node -> new BoundaryReader(grid.dimensions()).ofField("boundary", node, grid)),
                optional(root, "exact"),
                named == null ? root.entries().get("model").key() : named.position());
    }

    private static List<CaseText> coefficient(CaseNode node, GridSpec grid) {
        List<CaseText> texts = new ArrayList<>();
        if (node instanceof CaseNode.Sequence list) {
            for (int n = 0; n < list.elements().size(); n++) {
                texts.add(CaseText.of("coefficient." + n, list.elements().get(n)));
            }
            if (texts.size() != grid.dimensions()) {
                throw list.position()
                        .refuse("coefficient has " + texts.size() + " elements, but the grid has " + grid.dimensions()
                                + (grid.dimensions() == 1 ? " axis" : " axes")
                                + "; give one expression, or one for each axis");
            }
        } else if (node != null) {
            texts.add(CaseText.of("coefficient", node));
        }
        return texts;
    }

    private static Optional<CaseText> optional(CaseNode.Mapping root, String key) {
        return Optional.ofNullable(root.get(key)).map(node -> CaseText.of(key, node));
    }
}
