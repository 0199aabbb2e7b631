package org.parhelion.solvers.linear;

import static org.parhelion.mesh.stencil.Calculus.dx;
import static org.parhelion.mesh.stencil.Calculus.dy;
import static org.parhelion.mesh.stencil.Calculus.laplacian;

import java.util.Optional;
import org.parhelion.mesh.Axis;
import org.parhelion.mesh.Boundary;
import org.parhelion.mesh.CartesianGrid;
import org.parhelion.mesh.Field;
import org.parhelion.mesh.Location;
import org.parhelion.mpi.Communicator;

/** Operators on grids that are small, uneven and of every kind that methods differ by. */
enum GridProblems {
    /** Symmetric positive definite. */
    POISSON,
    /** Nonsymmetric: convection against the wind that mild diffusion allows. */
    CONVECTION,
    /** Symmetric indefinite: −Δ − 100, with two negative eigenvalues. */
    HELMHOLTZ,
    /** Symmetric positive semidefinite: walls without flux. */
    NEUMANN;

    LinearOperator on(Communicator ranks) {
        CartesianGrid grid = CartesianGrid.builder(ranks)
                .cells(14, 11, 6)
                .extent(Axis.Y, 0, 0.8)
                .extent(Axis.Z, 0, 0.5)
                .build();
        Field u = grid.field("u", this == HELMHOLTZ ? Location.NODE : Location.CELL);
        u.boundary(this == NEUMANN ? Boundary.neumann(0) : Boundary.dirichlet(0));
        GridOperator a = switch (this) {
            case POISSON, NEUMANN -> GridOperator.of(u, laplacian(u).negate());
            case CONVECTION ->
                GridOperator.of(u, laplacian(u).negate().plus(dx(u).times(20)).plus(dy(u).times(-13)));
            case HELMHOLTZ ->
                GridOperator.of(u, laplacian(u).negate().minus(u.expr().times(100)));
        };
        return this == NEUMANN ? new WithNullSpace(a, NullSpace.constants(a.domain())) : a;
    }

    /** A right-hand side in the range. */
    static DistributedVector rightHandSide(LinearOperator a) {
        DistributedVector b = a.domain().vector("b");
        b.fillRandom(7);
        a.nullSpace().project(b);
        return b;
    }

    /** A polynomial in the Laplace operator on the same grid: symmetric positive definite. */
    static LinearOperator preconditioner(LinearOperator a) {
        Field u = a.domain().prototype();
        return Preconditioner.chebyshev(
                new WithNullSpace(GridOperator.of(u, laplacian(u).negate()), a.nullSpace()), 3);
    }

    private record WithNullSpace(LinearOperator a, NullSpace nullSpace) implements LinearOperator {
        @Override
        public VectorSpace domain() {
            return a.domain();
        }

        @Override
        public void apply(DistributedVector x, DistributedVector y) {
            a.apply(x, y);
        }

        @Override
        public Optional<DistributedVector> diagonal() {
            return a.diagonal();
        }
    }
}
