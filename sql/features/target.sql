-- What a model is to predict, one row a customer. Reads `curated` or the outcomes of the model.
select {{id}} as id, cast({{expression}} as double) as target
from {{source}}
