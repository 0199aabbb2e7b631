package org.parhelion.mesh.stencil;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.parhelion.mesh.Axis;
import org.parhelion.mesh.CartesianGrid;
import org.parhelion.mesh.Field;
import org.parhelion.mesh.Side;

class FootprintTest {
    private final CartesianGrid grid = Points.anisotropic();
    private final Field c = grid.field("c");
    private final Field w = grid.field("w");

    private Footprint footprint(String text, int accuracy) {
        Expr expr = new SymbolTable(grid, accuracy).add(c).add(w).parse(text);
        return Footprint.of(Points.program(grid, expr));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "c + x | 2 | 0 | false",
                "laplacian(c) | 2 | 1 | false",
                "laplacian(c) | 4 | 2 | false",
                "laplacian(c^3 - c - 0.1*laplacian(c)) | 2 | 2 | true",
                "laplacian(c^3 - c - 0.1*laplacian(c)) | 4 | 4 | true",
                "dxx(dxx(c)) | 2 | 2 | false",
                "dxy(c) | 2 | 1 | true",
                "upwind_x(w, c) | 4 | 1 | false",
                "shift(dx(c), 2, 0, 0) | 2 | 3 | false",
            })
    void haloWidthAndCornersFollowFromTheExpression(String text, int accuracy, int width, boolean corners) {
        Footprint footprint = footprint(text, accuracy);
        assertEquals(width, footprint.of(c).width());
        assertEquals(corners, footprint.of(c).corners());
        assertEquals(footprint.of(w), Footprint.Reach.POINT);
    }

    @Test
    void sidesAreToldApart() {
        Footprint footprint = footprint("shift(c, -2, 1, 0) + shift(w, 0, 0, 3)", 2);
        assertEquals(2, footprint.of(c).towards(Side.X_LOW));
        assertEquals(0, footprint.of(c).towards(Side.X_HIGH));
        assertEquals(1, footprint.of(c).towards(Side.Y_HIGH));
        assertEquals(3, footprint.whole().towards(Side.Z_HIGH));
        assertEquals(3, footprint.whole().along(Axis.Z));
        assertTrue(footprint.whole().corners());
        assertFalse(footprint.of(w).corners());
        assertEquals(List.of(c, w), footprint.fields());
    }

    @Test
    void whatCancelsNeedsNoGhosts() {
        assertEquals(
                Footprint.Reach.POINT, footprint("dx(y) + laplacian(2) + c", 2).whole());
        assertEquals(List.of(), footprint("where(1 < 2, x, laplacian(c))", 2).fields());
    }
}
