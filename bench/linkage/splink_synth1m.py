"""Splink on synth1m, from the CSV to clusters on disk: what speed.py runs in an environment of the peer's own.

    python splink_synth1m.py DATA.csv OUT.csv THREADS

The rules and comparisons are those that Samatcha is given too; the settings follow Splink's own guide.
"""
import json
import sys
import time

import duckdb
import splink
import splink.comparison_library as cl
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

data, out, threads = sys.argv[1:]
start = time.perf_counter()
connection = duckdb.connect()
connection.execute(f"SET threads = {int(threads)}")
connection.execute(f"CREATE TABLE people AS SELECT * FROM read_csv('{data}', all_varchar = true)")
api = DuckDBAPI(connection)
settings = SettingsCreator(
    link_type="dedupe_only",
    unique_id_column_name="unique_id",
    blocking_rules_to_generate_predictions=[
        block_on("first_name", "surname"), block_on("surname", "dob"), block_on("first_name", "dob"),
        block_on("postcode_fake", "surname"), block_on("postcode_fake", "first_name"),
        block_on("dob", "birth_place", "occupation")],
    comparisons=[
        cl.JaroWinklerAtThresholds("first_name", [0.92, 0.7]).configure(term_frequency_adjustments=True),
        cl.JaroWinklerAtThresholds("surname", [0.92, 0.7]).configure(term_frequency_adjustments=True),
        cl.DateOfBirthComparison("dob", input_is_string=True),
        cl.PostcodeComparison("postcode_fake"),
        cl.ExactMatch("birth_place").configure(term_frequency_adjustments=True),
        cl.ExactMatch("occupation").configure(term_frequency_adjustments=True)],
    retain_intermediate_calculation_columns=False,
    retain_matching_columns=False)
if int(splink.__version__.split(".")[0]) >= 5:
    linker = Linker(api.register("people"), settings)
else:
    linker = Linker("people", settings, api)
linker.training.estimate_probability_two_random_records_match(
    [block_on("first_name", "surname", "dob"), block_on("postcode_fake", "surname")], recall=0.7)
linker.training.estimate_u_using_random_sampling(max_pairs=1e7)
linker.training.estimate_parameters_using_expectation_maximisation(block_on("first_name", "surname"))
linker.training.estimate_parameters_using_expectation_maximisation(block_on("dob", "postcode_fake"))
pairs = linker.inference.predict(threshold_match_probability=0.5)
clusters = linker.clustering.cluster_pairwise_predictions_at_threshold(pairs, threshold_match_probability=0.95)
connection.execute(f"COPY (SELECT unique_id, cluster_id FROM {clusters.physical_name}) TO '{out}' (HEADER)")
print(json.dumps({"seconds": time.perf_counter() - start, "version": splink.__version__}))
