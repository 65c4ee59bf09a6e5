"""k-means of scikit-learn over vectors in Parquet, as a peer of the preference clusters.

Arguments: folder of Parquet files (categories: list of int, roots: list of float), number of
dimensions, number of clusters. Prints the seconds of reading, fitting and assigning, and the inertia.
"""
import glob
import sys
import time

import numpy as np
import pyarrow.parquet as parquet
from scipy.sparse import csr_matrix, vstack
from sklearn.cluster import MiniBatchKMeans


def matrix(file, dimensions):
    table = parquet.read_table(file, columns=["categories", "roots"]).combine_chunks()
    categories = table["categories"].chunk(0)
    roots = table["roots"].chunk(0)
    return csr_matrix(
        (
            roots.flatten().to_numpy().astype(np.float32),
            categories.flatten().to_numpy(),
            categories.offsets.to_numpy(),
        ),
        shape=(len(categories), dimensions),
    )


folder, dimensions, clusters = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
begin = time.time()
files = sorted(glob.glob(folder + "/*.parquet"))
customers = vstack([m for m in (matrix(f, dimensions) for f in files) if m.shape[0]], format="csr")
read = time.time()
model = MiniBatchKMeans(n_clusters=clusters, random_state=7, n_init=3, batch_size=4096).fit(customers)
fitted = time.time()
inertia = -model.score(customers)
print(
    "scikit-learn: %d customers, read %.1f s, fit %.1f s, assign %.1f s, inertia %.6f per customer"
    % (
        customers.shape[0],
        read - begin,
        fitted - read,
        time.time() - fitted,
        inertia / customers.shape[0],
    )
)
