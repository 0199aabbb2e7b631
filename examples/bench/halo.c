// What `parhelion bench halo` is measured against: the faces of a block of N^3 cells, halo 1, exchanged by two ranks that
// are each other's neighbours on both sides of one axis (a periodic domain cut in two), over persistent requests.
//   mpicc -O3 -march=native halo.c -o halo
//   mpirun -n 2 ./halo N SECONDS
// prints, in microseconds, best of the batches that fit into SECONDS (each the slower of the two ranks):
//   floor T    the bytes of two faces copied once into the send buffer, exchanged, copied once out of the receive buffer
//   x T, y T, z T         the same with the real faces gathered from and scattered to the block
//   x-walls T, …          the same, and the ghosts behind the four walls of the other axes filled (zero gradient)
#include <mpi.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int n, axis, walls;
static long stride[3], size;
static double *u, *out, *in, *flat;
static MPI_Request requests[2];

static double *numbers(long count) {
  double *f = malloc(sizeof(double) * (size_t)count);
  if (!f) MPI_Abort(MPI_COMM_WORLD, 1);
  for (long i = 0; i < count; i++) f[i] = (double)(i % 7);
  return f;
}

static long at(long i, long j, long k) { return (i + 1) * stride[0] + (j + 1) * stride[1] + (k + 1) * stride[2]; }

// One layer of cells across y or z, to or from a buffer.
static void layer(int across, long index, double *buffer, int gather) {
  for (long q = 0; q < n; q++) {
    double *p = u + (across == 1 ? at(0, index, q) : at(0, q, index)), *r = buffer + q * n;
    memcpy(gather ? r : p, gather ? p : r, sizeof(double) * (size_t)n);
  }
}

// Both faces across x in one pass: the end of a row and the start of the next share cache lines, so that each comes in once.
static void both_across_x(int gather) {
  for (long q = 0; q < n; q++) {
    long k = gather ? q : n - 1 - q;
    double *low = (gather ? out : in) + k * n, *high = low + (long)n * n;
    if (gather) {
      double *p = u + at(0, 0, k);
      for (long j = 0; j < n; j++, p += stride[1]) low[j] = p[0], high[j] = p[n - 1];
    } else {
      double *p = u + at(-1, 0, k);
      for (long j = 0; j < n; j++, p += stride[1]) p[0] = high[j], p[n + 1] = low[j];
    }
  }
}

static void mirror(int across) {
  long d = stride[across];
  for (long q = 0; q < n; q++)
    for (long i = 0; i < n; i++) {
      long low = across == 0 ? at(0, i, q) : across == 1 ? at(i, 0, q) : at(i, q, 0), high = low + (n - 1) * d;
      u[low - d] = u[low];
      u[high + d] = u[high];
    }
}

static void exchange_flat(void) {
  long bytes = 2L * n * n * (long)sizeof(double);
  memcpy(out, flat, (size_t)bytes);
  MPI_Startall(2, requests);
  MPI_Waitall(2, requests, MPI_STATUSES_IGNORE);
  memcpy(flat, in, (size_t)bytes);
}

static void exchange_faces(void) {
  MPI_Start(&requests[0]);
  if (axis == 0) {
    both_across_x(1);
  } else {
    layer(axis, 0, out, 1);
    layer(axis, n - 1, out + (long)n * n, 1);
  }
  MPI_Start(&requests[1]);
  MPI_Waitall(2, requests, MPI_STATUSES_IGNORE);
  if (axis == 0) {
    both_across_x(0);
  } else {
    layer(axis, n, in, 0);
    layer(axis, -1, in + (long)n * n, 0);
  }
  for (int other = 0; walls && other < 3; other++)
    if (other != axis) mirror(other);
}

// Microseconds of one exchange: batches of 50, best of those that fit into the time.
static double best_time(void (*exchange)(void), double seconds) {
  const int count = 50;
  double best = 1e30, end = MPI_Wtime() + seconds;
  for (int batch = 0, more = 1; more; batch++) {
    MPI_Barrier(MPI_COMM_WORLD);
    double took = MPI_Wtime();
    for (int i = 0; i < count; i++) exchange();
    took = (MPI_Wtime() - took) / count;
    MPI_Allreduce(MPI_IN_PLACE, &took, 1, MPI_DOUBLE, MPI_MAX, MPI_COMM_WORLD);
    if (batch > 0 && took < best) best = took;
    more = batch < 2 || MPI_Wtime() < end;
    MPI_Bcast(&more, 1, MPI_INT, 0, MPI_COMM_WORLD);
  }
  return best * 1e6;
}

int main(int argc, char **argv) {
  MPI_Init(&argc, &argv);
  int rank, ranks;
  MPI_Comm_rank(MPI_COMM_WORLD, &rank);
  MPI_Comm_size(MPI_COMM_WORLD, &ranks);
  if (argc < 3 || (n = atoi(argv[1])) < 1 || ranks != 2) {
    if (!rank) fprintf(stderr, "usage: mpirun -n 2 halo N SECONDS\n");
    MPI_Abort(MPI_COMM_WORLD, 2);
  }
  double seconds = atof(argv[2]) / 7;
  stride[0] = 1;
  stride[1] = n + 2;
  stride[2] = stride[1] * (n + 2);
  size = stride[2] * (n + 2);
  int count = 2 * n * n;
  u = numbers(size);
  out = numbers(count);
  in = numbers(count);
  flat = numbers(count);
  MPI_Recv_init(in, count, MPI_DOUBLE, 1 - rank, 0, MPI_COMM_WORLD, &requests[0]);
  MPI_Send_init(out, count, MPI_DOUBLE, 1 - rank, 0, MPI_COMM_WORLD, &requests[1]);
  double t = best_time(exchange_flat, seconds);
  if (!rank) printf("floor %.3f\n", t);
  for (axis = 0; axis < 3; axis++)
    for (walls = 0; walls < 2; walls++) {
      t = best_time(exchange_faces, seconds);
      if (!rank) printf("%c%s %.3f\n", 'x' + axis, walls ? "-walls" : "", t);
    }
  MPI_Request_free(&requests[0]);
  MPI_Request_free(&requests[1]);
  MPI_Finalize();
  return 0;
}
