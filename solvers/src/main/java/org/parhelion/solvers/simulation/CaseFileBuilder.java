package org.parhelion.solvers.simulation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.parhelion.mesh.Axis;
import org.parhelion.solvers.simulation.SchemaType.Numeric.Bound;

/** Turns a tree that {@link CaseValidator} has passed into a {@link CaseFile}; checks what a schema cannot say. */
final class CaseFileBuilder {
    private final String name;
    private final CaseOrigin origin;
    private final CaseNode.Mapping root;
    private final Map<String, CaseFile.Parameter> parameters = new LinkedHashMap<>();
    private final CaseNumbers numbers = new CaseNumbers(parameters);

    CaseFileBuilder(CaseSource source, CaseOrigin origin) {
        String file = source.name().replaceAll(".*[/\\\\]", "");
        this.name = file.replaceAll("\\.ya?ml$", "");
        this.origin = origin;
        this.root = origin.root();
    }

    CaseFile build() {
        readParameters();
        GridSpec grid = grid((CaseNode.Mapping) root.get("grid"));
        ModelSpec model = root.get("model") == null
                ? new EvolutionReader(root, grid, numbers).read()
                : EllipticReader.read(root, grid);
        return new CaseFile(
                name,
                text(root, "title").orElse(name),
                grid,
                parameters,
                expressions(),
                model,
                SolverSpec.of((CaseNode.Mapping) root.get("solver"), root.position(), numbers),
                output(grid),
                CheckpointSpec.of(root.get("checkpoint")),
                origin);
    }

    private void readParameters() {
        if (root.get("parameters") instanceof CaseNode.Mapping section) {
            section.entries().forEach((parameter, entry) -> {
                double value = numbers.value("parameters." + parameter, entry.value(), Bound.ANY);
                parameters.put(parameter, new CaseFile.Parameter(value, entry.key()));
            });
        }
    }

    private GridSpec grid(CaseNode.Mapping section) {
        List<Integer> size = new ArrayList<>();
        for (CaseNode element : ((CaseNode.Sequence) section.get("size")).elements()) {
            size.add(Integer.valueOf(((CaseNode.Scalar) element).text()));
        }
        List<GridSpec.Extent> extents = new ArrayList<>();
        if (section.get("extent") instanceof CaseNode.Sequence given) {
            if (given.elements().size() != size.size()) {
                throw given.position()
                        .refuse("grid.extent has " + given.elements().size() + " axes, but grid.size has "
                                + size.size());
            }
            for (CaseNode element : given.elements()) {
                extents.add(extent(element));
            }
        } else {
            size.forEach(axis -> extents.add(new GridSpec.Extent(0, 1)));
        }
        BoundarySpec boundary = new BoundaryReader(size.size()).ofGrid(section.get("boundary"), section.position());
        return new GridSpec(
                size, extents, boundary, section.entries().get("size").key());
    }

    private GridSpec.Extent extent(CaseNode element) {
        if (element instanceof CaseNode.Sequence ends) {
            double from = numbers.value("grid.extent", ends.elements().get(0), Bound.ANY);
            double to = numbers.value("grid.extent", ends.elements().get(1), Bound.ANY);
            if (!(to > from)) {
                throw ends.position()
                        .refuse("grid.extent: the second end, " + to + ", must be greater than the first, " + from);
            }
            return new GridSpec.Extent(from, to);
        }
        return new GridSpec.Extent(0, numbers.value("grid.extent", element, Bound.POSITIVE));
    }

    private Map<String, CaseText> expressions() {
        Map<String, CaseText> expressions = new LinkedHashMap<>();
        if (root.get("expressions") instanceof CaseNode.Mapping section) {
            section.entries()
                    .forEach((key, entry) -> expressions.put(key, CaseText.of("expressions." + key, entry.value())));
        }
        return expressions;
    }

    private OutputSpec output(GridSpec grid) {
        String directory = "out/" + name;
        if (!(root.get("output") instanceof CaseNode.Mapping section)) {
            return OutputSpec.none(directory);
        }
        if (section.get("every") != null && section.get("interval") != null) {
            throw section.entries()
                    .get("interval")
                    .key()
                    .refuse("output has both every and interval; give one of them");
        }
        List<OutputSpec.Picture> pictures = new ArrayList<>();
        for (CaseNode element : elements(section, "png")) {
            pictures.add(picture(element, grid));
        }
        boolean animated = section.get("animation") != null;
        if (animated && pictures.isEmpty()) {
            throw section.entries()
                    .get("animation")
                    .key()
                    .refuse("output.animation needs pictures: add png: [a field]");
        }
        CaseNode interval = section.get("interval");
        return new OutputSpec(
                text(section, "every").map(Long::valueOf).orElse(Long.MAX_VALUE),
                interval == null
                        ? Double.POSITIVE_INFINITY
                        : numbers.value("output.interval", interval, Bound.POSITIVE),
                text(section, "directory").orElse(directory),
                pictures,
                elements(section, "vtk").stream().map(CaseFileBuilder::name).toList(),
                text(section, "compress").map(Boolean::valueOf).orElse(false),
                animated,
                text(section, "convergence").map(Boolean::valueOf).orElse(false));
    }

    private OutputSpec.Picture picture(CaseNode node, GridSpec grid) {
        if (!(node instanceof CaseNode.Mapping section)) {
            return new OutputSpec.Picture(name(node), Optional.empty(), Optional.empty(), "viridis", 800);
        }
        Optional<OutputSpec.Range> range = Optional.empty();
        if (section.get("range") instanceof CaseNode.Sequence ends) {
            double low = numbers.value("output.png.range", ends.elements().get(0), Bound.ANY);
            double high = numbers.value("output.png.range", ends.elements().get(1), Bound.ANY);
            if (!(high > low)) {
                throw ends.position().refuse("output.png.range: " + high + " must be greater than " + low);
            }
            range = Optional.of(new OutputSpec.Range(low, high));
        }
        return new OutputSpec.Picture(
                name(section.get("field")),
                Optional.ofNullable((CaseNode.Mapping) section.get("slice")).map(slice -> slice(slice, grid)),
                range,
                text(section, "map").orElse("viridis"),
                text(section, "width").map(Integer::valueOf).orElse(800));
    }

    private OutputSpec.Slice slice(CaseNode.Mapping section, GridSpec grid) {
        Axis axis = Axis.of("xyz".indexOf(text(section, "axis").orElseThrow()));
        if (grid.dimensions() < 3) {
            throw section.position()
                    .refuse("output.png.slice is for 3-D grids; this one has " + grid.dimensions() + " axes");
        }
        CaseNode place = section.get("at");
        if (place == null) {
            return new OutputSpec.Slice(axis, OptionalDouble.empty());
        }
        double at = numbers.value("output.png.slice.at", place, Bound.ANY);
        GridSpec.Extent extent = grid.extent().get(axis.ordinal());
        if (at < extent.from() || at > extent.to()) {
            throw place.position()
                    .refuse("output.png.slice.at: " + at + " lies outside axis " + axis.label()
                            + ", which reaches from " + extent.from() + " to " + extent.to());
        }
        return new OutputSpec.Slice(axis, OptionalDouble.of(at));
    }

    private static OutputSpec.Name name(CaseNode node) {
        CaseNode.Scalar scalar = (CaseNode.Scalar) node;
        return new OutputSpec.Name(scalar.text(), scalar.position());
    }

    private static List<CaseNode> elements(CaseNode.Mapping section, String key) {
        return section.get(key) instanceof CaseNode.Sequence list ? list.elements() : List.of();
    }

    /** The text of a plain value, if it is there. */
    static Optional<String> text(CaseNode.Mapping section, String key) {
        return Optional.ofNullable((CaseNode.Scalar) section.get(key)).map(CaseNode.Scalar::text);
    }
}
