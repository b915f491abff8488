"""Topic 02: what hidden units learn, one idea per module; every public name is here as well."""

from utils.numpy_impl.hidden_representations.autoencoder import (
    AUTOENCODER_SEED,
    autoencoder_backward,
    autoencoder_forward,
    autoencoder_parameters,
    binary_codes,
    fit_autoencoder,
    pca,
    pca_reconstruction,
    reconstruction_error,
    train_autoencoder,
)
from utils.numpy_impl.hidden_representations.classifier import (
    accuracy,
    class_probabilities,
    classifier_backward,
    classifier_forward,
    classifier_parameters,
    fit_classifier,
)
from utils.numpy_impl.hidden_representations.initial import INITS, initial_parameters
from utils.numpy_impl.hidden_representations.network import (
    ACTIVATIONS,
    TABLE_INPUTS,
    dead_units,
    distribution_loss,
    hidden_forward,
    hidden_units,
    loss_of_logits,
    network_backward,
    network_forward,
    probability,
)
from utils.numpy_impl.hidden_representations.seeds import SOLVED_LOSS, SeedRuns, train_seeds
from utils.numpy_impl.hidden_representations.training import (
    OUTCOME_INPUT,
    OUTCOME_Y,
    PINNED_SEED,
    draw_outcomes,
    sgd_step,
    train,
)
