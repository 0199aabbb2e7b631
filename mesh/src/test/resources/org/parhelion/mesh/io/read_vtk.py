"""Reads data sets with VTK's own readers and compares them with known functions.

usage: read_vtk.py COLLECTION.pvd

Cell array "c" and point array "n" must be 1 + x + 10 y^2 - 100 z at cell centres and points, whatever the pieces. Any
warning or error of VTK counts as a failure.
"""

import os
import sys
import xml.etree.ElementTree

try:
    import vtk
except ImportError:
    sys.exit(77)

problems = []


def watch(reader):
    for event in ("ErrorEvent", "WarningEvent"):
        reader.AddObserver(event, lambda source, name: problems.append(name + " from " + source.GetClassName()))


def function(x, y, z):
    return 1 + x + 10 * y * y - 100 * z


def read(path):
    reader = vtk.vtkXMLPImageDataReader() if path.endswith(".pvti") else vtk.vtkXMLPRectilinearGridReader()
    watch(reader)
    reader.SetFileName(path)
    reader.Update()
    return reader.GetOutput()


def compare(path):
    data = read(path)
    cells = data.GetCellData().GetArray("c")
    points = data.GetPointData().GetArray("n")
    if cells is None or points is None:
        problems.append(path + ": an array is missing")
        return
    if cells.GetNumberOfTuples() != data.GetNumberOfCells() or points.GetNumberOfTuples() != data.GetNumberOfPoints():
        problems.append(path + ": an array has a wrong length")
    for i in range(data.GetNumberOfPoints()):
        expected = function(*data.GetPoint(i))
        if abs(points.GetValue(i) - expected) > 1e-10:
            problems.append("%s: point %d is %r, not %r" % (path, i, points.GetValue(i), expected))
            return
    bounds = [0.0] * 6
    for i in range(data.GetNumberOfCells()):
        data.GetCellBounds(i, bounds)
        expected = function(*(0.5 * (bounds[2 * a] + bounds[2 * a + 1]) for a in range(3)))
        if abs(cells.GetValue(i) - expected) > 1e-10:
            problems.append("%s: cell %d is %r, not %r" % (path, i, cells.GetValue(i), expected))
            return
    print("%s: %d cells, %d points, extent %s" % (
        os.path.basename(path), data.GetNumberOfCells(), data.GetNumberOfPoints(), data.GetExtent()))


def main(collection):
    sets = [e.get("file") for e in xml.etree.ElementTree.parse(collection).getroot().iter("DataSet")]
    if not sets:
        problems.append(collection + " lists nothing")
    for name in sets:
        compare(os.path.join(os.path.dirname(collection), name))
    for problem in problems:
        print("PROBLEM " + problem)
    sys.exit(1 if problems else 0)


main(sys.argv[1])
