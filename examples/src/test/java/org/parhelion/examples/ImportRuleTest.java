package org.parhelion.examples;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Imports run downward only, and transports stay hidden behind their seam. */
@AnalyzeClasses(packages = "org.parhelion", importOptions = ImportOption.DoNotIncludeTests.class)
class ImportRuleTest {
    @ArchTest
    static final ArchRule importsRunDownwardOnly = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("examples")
            .definedBy("org.parhelion.examples..")
            .layer("solvers")
            .definedBy("org.parhelion.solvers..")
            .layer("mesh")
            .definedBy("org.parhelion.mesh..")
            .layer("mpi")
            .definedBy("org.parhelion.mpi..")
            .layer("native")
            .definedBy("org.parhelion.blas..")
            .whereLayer("examples")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("solvers")
            .mayOnlyBeAccessedByLayers("examples")
            .whereLayer("mesh")
            .mayOnlyBeAccessedByLayers("solvers", "examples")
            .whereLayer("mpi")
            .mayOnlyBeAccessedByLayers("mesh", "solvers", "examples")
            .whereLayer("native")
            .mayOnlyBeAccessedByLayers("solvers", "examples");

    @ArchTest
    static final ArchRule onlyTheOpenMpiTransportKnowsItsBindings = noClasses()
            .that()
            .resideOutsideOfPackage("org.parhelion.mpi.openmpi..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("mpi..");

    @ArchTest
    static final ArchRule transportsAreHidden = noClasses()
            .that()
            .resideOutsideOfPackages("org.parhelion.mpi.openmpi..", "org.parhelion.mpi.threads..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.parhelion.mpi.openmpi..", "org.parhelion.mpi.threads..");
}
