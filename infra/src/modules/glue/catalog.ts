import { GlueCatalogDatabase } from '@cdktn/provider-aws/lib/glue-catalog-database/index.js';
import { GlueCatalogTable } from '@cdktn/provider-aws/lib/glue-catalog-table/index.js';
import { layoutOf } from '@engage/run';
import { glueColumns, type Contract, type GlueColumn } from '@engage/schema';
import { Construct } from 'constructs';
import type { Environment } from '../../environments/environment.ts';
import { bucketNames } from '../s3/bucket-names.ts';
import { databaseName } from './database-name.ts';

const PARQUET = {
  inputFormat: 'org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat',
  outputFormat: 'org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat',
  serDeInfo: { serializationLibrary: 'org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe' },
};
const RUN = { name: 'run_id', type: 'string', comment: 'Run that wrote the rows: a query names it' };

/**
 * What Athena knows of a run's tables. Columns come from the contract; a run is a partition whose folder follows from its
 * id, so that no crawler and no statement has to add it. Views are made by the Publish step: Terraform has no such resource.
 */
export class Catalog extends Construct {
  readonly databaseName: string;

  constructor(scope: Construct, id: string, environment: Environment, contract: Contract) {
    super(scope, id);
    const database = new GlueCatalogDatabase(this, 'database', {
      name: databaseName(environment),
      description: `Engage ${environment.name}: tables of all runs`,
    });
    this.databaseName = database.name;
    const { columns, partitionKeys } = glueColumns(contract);
    const ofRun = layoutOf('${run_id}');
    const folder = ofRun.curated.slice(0, ofRun.curated.lastIndexOf('/') + 1);
    const home = `s3://${bucketNames(environment).data}/`;
    new GlueCatalogTable(this, 'curated', {
      name: contract.table,
      databaseName: database.name,
      description: `Rows of ${contract.table} that were kept`,
      tableType: 'EXTERNAL_TABLE',
      parameters: {
        classification: 'parquet',
        'projection.enabled': 'true',
        'projection.run_id.type': 'injected',
        // $${ keeps Terraform from looking for a variable of its own.
        'storage.location.template': `${home}${folder}`.replaceAll('${', () => '$${'),
      },
      partitionKeys: [RUN],
      // A curated file is one for all partitions of the contract, so these are columns here.
      storageDescriptor: {
        location: `${home}runs/`,
        columns: [...columns, ...partitionKeys].map(plain),
        ...PARQUET,
      },
    });
  }
}

const plain = ({ name, type, comment }: GlueColumn) => ({ name, type, comment });
